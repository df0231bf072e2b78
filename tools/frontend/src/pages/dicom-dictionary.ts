/** DICOM dictionary: data elements, UIDs, information object definitions and modules. */

import "./dictionary/dictionary.css";
import type { Tool } from "../shell/tool";
import { DictionaryTool, type Part, prepareDictionary } from "./dictionary/dictionary";
import { t } from "./dictionary/text";

const part: Part = {
  standard: "dicom",
  hint: t("dicomHint"),
  queries: ["(0010,0020)", "PatientID", "CT Image", "General Series", "1.2.840.10008.1.2.4.70"],
};

const tool: Tool = {
  queries: part.queries,
  keys: ["results", "entry"],
  prepare: prepareDictionary,
  mount: (host, _hold, at) => new DictionaryTool(host, part, at),
};
export default tool;
