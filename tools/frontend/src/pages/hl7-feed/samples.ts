/** What the explorer can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { t } from "./text";

const feed = later(() => import("./sample-feed"));
const messages = later(() => import("../hl7-message/sample-messages"));

export const samples: readonly Sample[] = [
  { label: t("sampleFeed"), name: "sample-feed.hl7", load: async () => (await feed()).feed() },
  { label: t("sampleBatch"), name: "sample-batch.hl7", load: async () => (await messages()).batch() },
  { label: t("sampleParts"), name: "sample-parts.hl7", load: async () => (await messages()).parts() },
  {
    label: t("sampleBroken"),
    name: "sample-broken.hl7",
    isBroken: true,
    load: async () => (await messages()).broken(),
  },
];
