/** What the converter can be tried with. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { defineText } from "../../text/define";
import { samples as readable } from "../hl7-message/samples";

const t = defineText({
  en: { xml: "An admission as v2.xml", json: "A result as JSON" },
  de: { xml: "Eine Aufnahme als v2.xml", json: "Ein Befund als JSON" },
});

const messages = later(() => import("./sample-forms"));

export const samples: readonly Sample[] = [
  ...readable,
  { label: t("json"), name: "sample-result.json", load: async () => (await messages()).json() },
  { label: t("xml"), name: "sample-admission.xml", load: async () => (await messages()).xml() },
];
