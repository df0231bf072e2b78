/** HL7 v2 dictionary: events, structures, segments, fields, types and tables of every version. */

import "./dictionary/dictionary.css";
import { dictionaryOf } from "./dictionary/dictionary";
import { t } from "./dictionary/text";

export default dictionaryOf({
  standard: "hl7",
  hint: t("hl7Hint"),
  queries: ["PID-3.1", "ADT^A04", "ORU_R01", "0203", "Observation Value"],
});
