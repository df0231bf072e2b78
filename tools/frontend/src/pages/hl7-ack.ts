/** HL7 v2 acknowledgements: ACK and NAK for the messages that are open, and what an acknowledgement says. */

import "./hl7-message/hl7-message.css";
import "./hl7-ack/hl7-ack.css";
import type { Tool } from "../shell/tool";
import { acknowledging, loadPanel } from "./hl7-ack/acknowledging";
import { samples } from "./hl7-ack/samples";
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
  mount: acknowledging,
};
export default tool;
