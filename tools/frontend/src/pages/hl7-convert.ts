/** HL7 v2 converter: line ends, frames, escape sequences, character sets; JSON, v2.xml and CSV. */

import "./hl7-message/hl7-message.css";
import "./hl7-convert/hl7-convert.css";
import type { Tool } from "../shell/tool";
import { Converting, loadPanel } from "./hl7-convert/converting";
import { samples } from "./hl7-convert/samples";
import { loadAllDictionaries } from "./hl7-message/dictionaries";
import { loadEditor } from "./hl7-message/editor-module";
import { workers as readers } from "./hl7-message/reader";

const tool: Tool = {
  samples,
  keys: ["edit", "editor", "path", "find", "grid"],
  prepare: () => {
    readers.prepare();
    return Promise.all([loadAllDictionaries(), loadPanel(), loadEditor()]);
  },
  mount: (host, hold, at) => new Converting(host, hold, at),
};
export default tool;
