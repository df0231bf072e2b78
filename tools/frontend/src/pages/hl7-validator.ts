/** HL7 v2 validator: the messages that are open, held to the standard and to a profile of one's own. */

import "./hl7-message/hl7-message.css";
import "./hl7-validator/hl7-validator.css";
import { loadLibrary } from "../dictionary/standard";
import type { Tool } from "../shell/tool";
import { loadAllDictionaries } from "./hl7-message/dictionaries";
import { loadEditor } from "./hl7-message/editor-module";
import { workers as readers } from "./hl7-message/reader";
import { Viewer } from "./hl7-message/viewer";
import { workers } from "./hl7-validator/checker";
import { FindingsPanel } from "./hl7-validator/findings-panel";
import { samples } from "./hl7-validator/samples";

const tool: Tool = {
  samples,
  keys: ["edit", "editor", "path", "find", "grid"],
  prepare: () => {
    readers.prepare();
    workers.prepare();
    return Promise.all([loadAllDictionaries(), loadLibrary(), loadEditor()]);
  },
  mount: (host, hold, at) => new Viewer(host, hold, at, (goTo) => new FindingsPanel(goTo)),
};
export default tool;
