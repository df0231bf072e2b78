/** What acknowledgements can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { defineText } from "../../text/define";
import { messages as readable } from "../hl7-message/samples";

const t = defineText({
  en: { nak: "A rejection with two errors" },
  de: { nak: "Eine Ablehnung mit zwei Fehlern" },
});

const messages = later(() => import("./sample-acks"));

export const samples: readonly Sample[] = [
  ...readable,
  { label: t("nak"), name: "sample-nak.hl7", load: async () => (await messages()).rejection() },
];
