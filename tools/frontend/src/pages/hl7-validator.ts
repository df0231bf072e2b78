/** HL7 v2 validator: the messages that are open, held to the standard and to a profile of one's own. */

import "./hl7-message/hl7-message.css";
import "./hl7-validator/hl7-validator.css";
import type { Tool } from "../shell/tool";
import { loadAllDictionaries } from "./hl7-message/dictionaries";
import { loadEditor } from "./hl7-message/editor-module";
import { workers as readers } from "./hl7-message/reader";
import { Viewer } from "./hl7-message/viewer";
import { loadPanel } from "./hl7-validator/findings";
import { samples } from "./hl7-validator/samples";

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
      loadPanel().then(
        ({ FindingsPanel }) =>
          (goTo) =>
            new FindingsPanel(goTo),
      ),
    ),
};
export default tool;
