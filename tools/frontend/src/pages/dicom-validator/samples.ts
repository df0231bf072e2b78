/** What the validator can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { t } from "./text";

const files = later(() => import("./sample-files"));

export const samples: readonly Sample[] = [
  { label: t("sampleCt"), name: "sample-ct.dcm", load: async () => (await files()).ct() },
  { label: t("sampleReport"), name: "sample-sr.dcm", load: async () => (await files()).report() },
  { label: t("sample"), name: "sample-ct-whole.dcm", load: async () => (await files()).whole() },
  { label: t("sampleMany"), name: "sample-study.zip", load: async () => (await files()).many() },
  {
    label: t("sampleBroken"),
    name: "sample-ct-faults.dcm",
    isBroken: true,
    load: async () => (await files()).broken(),
  },
];
