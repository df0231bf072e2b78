/** What the viewer can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { t } from "./text";

const made = later(() => import("./sample-messages"));

/** Whole messages, and a broken one. */
export const messages: readonly Sample[] = [
  { label: t("sampleResult"), name: "sample-oru-r01.hl7", load: async () => (await made()).result() },
  { label: t("sampleAdmission"), name: "sample-adt-a01.hl7", load: async () => (await made()).admission() },
  { label: t("sampleBatch"), name: "sample-batch.hl7", load: async () => (await made()).batch() },
  {
    label: t("sampleBroken"),
    name: "sample-broken.hl7",
    isBroken: true,
    load: async () => (await made()).broken(),
  },
];

export const samples: readonly Sample[] = [
  ...messages,
  {
    label: t("sampleDocuments"),
    name: "sample-documents.hl7",
    load: async () => (await made()).documents(),
  },
  { label: t("sampleParts"), name: "sample-parts.hl7", load: async () => (await made()).parts() },
];
