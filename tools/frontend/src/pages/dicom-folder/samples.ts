/** What the folder tool can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { t } from "./text";

const files = later(() => import("./sample-files"));

export const samples: readonly Sample[] = [
  { label: t("sample"), name: "sample-folder.zip", load: async () => (await files()).whole() },
  { label: t("sampleUnsorted"), name: "sample-unsorted.zip", load: async () => (await files()).unsorted() },
  {
    label: t("sampleWrong"),
    name: "sample-wrong-patient.zip",
    load: async () => (await files()).wrongPatient(),
  },
  {
    label: t("sampleBroken"),
    name: "sample-folder-faults.zip",
    isBroken: true,
    load: async () => (await files()).broken(),
  },
];
