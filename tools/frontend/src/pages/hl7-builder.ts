/** HL7 v2 builder: messages out of a structure, a seed and a form, one or a feed of them. */

import "./hl7-message/hl7-message.css";
import "./hl7-builder/hl7-builder.css";
import type { Tool } from "../shell/tool";
import { building, loadPanel } from "./hl7-builder/building";
import { loadAllDictionaries } from "./hl7-message/dictionaries";
import { loadEditor } from "./hl7-message/editor-module";
import { workers as readers } from "./hl7-message/reader";
import { samples } from "./hl7-message/samples";

const tool: Tool = {
  samples,
  keys: ["edit", "editor", "path", "find", "grid", "apply"],
  prepare: () => {
    readers.prepare();
    return Promise.all([loadAllDictionaries(), loadPanel(), loadEditor()]);
  },
  mount: building,
};
export default tool;
