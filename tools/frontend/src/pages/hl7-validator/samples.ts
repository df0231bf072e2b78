/** What the validator can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { samples as readable } from "../hl7-message/samples";
import { t } from "./text";

const messages = later(() => import("./sample-messages"));

export const samples: readonly Sample[] = [
  ...readable.filter(({ isBroken }) => !isBroken),
  {
    label: t("sampleStructure"),
    name: "sample-faults.hl7",
    isBroken: true,
    load: async () => (await messages()).faulty(),
  },
];
