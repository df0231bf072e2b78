/** HL7 v2 dictionary: events, structures, segments, fields, types and tables of every version. */

import "./dictionary/dictionary.css";
import type { Tool } from "../shell/tool";
import { DictionaryTool, type Part, prepareDictionary } from "./dictionary/dictionary";
import { t } from "./dictionary/text";

const part: Part = {
  standard: "hl7",
  hint: t("hl7Hint"),
  queries: ["PID-3.1", "ADT^A04", "ORU_R01", "0203", "Observation Value"],
};

const tool: Tool = {
  queries: part.queries,
  keys: ["results", "entry"],
  prepare: prepareDictionary,
  mount: (host, _hold, at) => new DictionaryTool(host, part, at),
};
export default tool;
