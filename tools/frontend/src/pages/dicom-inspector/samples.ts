/** What the inspector can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { t } from "./text";

const files = later(() => import("./sample-files"));

export const samples: readonly Sample[] = [
  { label: t("sample"), name: "sample-ct.dcm", load: async () => (await files()).ct() },
  { label: t("sampleReport"), name: "sample-sr.dcm", load: async () => (await files()).report() },
  { label: t("sampleBare"), name: "sample-ct-bare.dcm", load: async () => (await files()).bare() },
  {
    label: t("sampleCut"),
    name: "sample-ct-cut.dcm",
    isBroken: true,
    load: async () => (await files()).cut(),
  },
];
