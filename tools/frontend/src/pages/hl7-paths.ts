/** HL7 v2 paths: what is selected in a message, as a path in every spelling and as code that reads it. */

import "./hl7-message/hl7-message.css";
import "./hl7-paths/hl7-paths.css";
import { later } from "../elements/idle";
import type { Tool } from "../shell/tool";
import { ready } from "./hl7-message/companion";
import { loadAllDictionaries } from "./hl7-message/dictionaries";
import { loadEditor } from "./hl7-message/editor-module";
import { workers as readers } from "./hl7-message/reader";
import { samples } from "./hl7-message/samples";
import { Viewer } from "./hl7-message/viewer";

const loadPanel = ready(later(() => import("./hl7-paths/path-panel")));

const tool: Tool = {
  samples,
  keys: ["edit", "editor", "path", "find", "grid"],
  prepare: () => {
    readers.prepare();
    return Promise.all([loadAllDictionaries(), loadPanel(), loadEditor()]);
  },
  mount: (host, hold, at) =>
    new Viewer(
      host,
      hold,
      at,
      loadPanel().then(({ newPanel }) => newPanel()),
      "hl7-paths-report",
    ),
};
export default tool;
