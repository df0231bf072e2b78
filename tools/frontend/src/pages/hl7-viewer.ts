/** HL7 v2 viewer: raw text, table and detail of a message, on one cursor. */

import "./hl7-viewer.css";
import type { Tool } from "../shell/tool";
import { loadAllDictionaries } from "./hl7-viewer/dictionaries";
import { loadEditor } from "./hl7-viewer/editor-module";
import { workers } from "./hl7-viewer/reader";
import { samples } from "./hl7-viewer/samples";
import { Viewer } from "./hl7-viewer/viewer";

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
