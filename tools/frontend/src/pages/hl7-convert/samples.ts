/** What the converter can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { messages as readable } from "../hl7-message/samples";

const forms = later(() => import("./sample-forms"));

export const samples: readonly Sample[] = [
  ...readable,
  { label: "ORU^R01, JSON", name: "sample-result.json", load: async () => (await forms()).json() },
  { label: "ADT^A01, v2.xml", name: "sample-admission.xml", load: async () => (await forms()).xml() },
];
