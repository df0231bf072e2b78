/** What the validator can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { defineText } from "../../text/define";
import { messages as readable } from "../hl7-message/samples";

const t = defineText({
  en: { faults: "An admission with faults" },
  de: { faults: "Eine Aufnahme mit Fehlern" },
});

const messages = later(() => import("./sample-messages"));

export const samples: readonly Sample[] = [
  ...readable.filter(({ isBroken }) => !isBroken),
  {
    label: t("faults"),
    name: "sample-faults.hl7",
    isBroken: true,
    load: async () => (await messages()).faulty(),
  },
];
