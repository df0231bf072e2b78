/** HL7 v2 feed explorer: a hundred thousand messages as a list that is filtered, counted, and saved in part. */

import "./hl7-message/hl7-message.css";
import "./hl7-feed/hl7-feed.css";
import type { Tool } from "../shell/tool";
import { workers } from "./hl7-feed/asker";
import { Explorer } from "./hl7-feed/explorer";
import { samples } from "./hl7-feed/samples";
import { loadAllDictionaries } from "./hl7-message/dictionaries";

const tool: Tool = {
  samples,
  keys: ["apply", "find", "grid"],
  prepare: () => {
    workers.prepare();
    return loadAllDictionaries();
  },
  mount: (host, hold, at, send) => new Explorer(host, hold, at, send),
};
export default tool;
