/** HL7 v2 compare: two messages by what they say, or two feeds matched by a key. */

import "./hl7-message/hl7-message.css";
import "../elements/compare.css";
import "./hl7-compare/hl7-compare.css";
import type { Tool } from "../shell/tool";
import { Compare } from "./hl7-compare/compare";
import { workers } from "./hl7-compare/comparer";
import { samples } from "./hl7-compare/samples";
import { loadAllDictionaries } from "./hl7-message/dictionaries";

const tool: Tool = {
  samples,
  keys: ["grid"],
  prepare: () => {
    workers.prepare();
    return loadAllDictionaries(); // links lead into segments of the standard
  },
  mount: (host, hold, at) => new Compare(host, hold, at),
};
export default tool;
