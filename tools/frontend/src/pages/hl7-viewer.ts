/** HL7 v2 viewer: raw text, table and detail of a message, on one cursor. */

import "./hl7-message/hl7-message.css";
import type { Tool } from "../shell/tool";
import { loadAllDictionaries } from "./hl7-message/dictionaries";
import { loadEditor } from "./hl7-message/editor-module";
import { workers } from "./hl7-message/reader";
import { samples } from "./hl7-message/samples";
import { Viewer } from "./hl7-message/viewer";

const tool: Tool = {
  samples,
  keys: ["edit", "editor", "path", "find", "grid"],
  prepare: () => {
    workers.prepare();
    return Promise.all([loadAllDictionaries(), loadEditor()]);
  },
  mount: (host, hold, at) => new Viewer(host, hold, at),
};
export default tool;
