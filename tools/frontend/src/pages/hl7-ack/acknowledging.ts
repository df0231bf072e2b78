/** Acknowledgements beside a message; their panel and its worker come when the page has nothing else to do. */

import type { At, Hold, LiveTool } from "../../shell/tool";
import { ready } from "../hl7-message/companion";
import { Viewer } from "../hl7-message/viewer";

export const loadPanel = ready(() => import("./ack-panel"));

export function acknowledging(host: HTMLElement, hold: Hold, at: At): LiveTool {
  const companion = loadPanel().then(
    ({ AckPanel }) =>
      () =>
        new AckPanel(),
  );
  return new Viewer(host, hold, at, companion, "hl7-ack-report");
}
