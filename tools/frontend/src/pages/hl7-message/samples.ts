/** What the viewer can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { t } from "./text";

const messages = later(() => import("./sample-messages"));

export const samples: readonly Sample[] = [
  { label: t("sampleResult"), name: "sample-oru-r01.hl7", load: async () => (await messages()).result() },
  {
    label: t("sampleAdmission"),
    name: "sample-adt-a01.hl7",
    load: async () => (await messages()).admission(),
  },
  { label: t("sampleBatch"), name: "sample-batch.hl7", load: async () => (await messages()).batch() },
  {
    label: t("sampleDocuments"),
    name: "sample-documents.hl7",
    load: async () => (await messages()).documents(),
  },
  {
    label: t("sampleBroken"),
    name: "sample-broken.hl7",
    isBroken: true,
    load: async () => (await messages()).broken(),
  },
];
