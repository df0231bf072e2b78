/** What the comparison can be tried with: one sample for each side. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { t } from "./text";

const messages = later(() => import("../hl7-message/sample-messages"));

export const samples: readonly Sample[] = [
  { label: t("sampleSent"), name: "sample-sent.hl7", load: async () => (await messages()).result() },
  {
    label: t("sampleReceived"),
    name: "sample-received.hl7",
    load: async () => (await messages()).received(),
  },
  {
    label: t("sampleBroken"),
    name: "sample-broken.hl7",
    isBroken: true,
    load: async () => (await messages()).broken(),
  },
];
