/** The panels below the list. A page does not begin with them. */

import type { FeedBench, Panel } from "./bench";
import { DuplicatesPanel } from "./duplicates-panel";
import { FieldsPanel } from "./fields-panel";
import { PartsPanel } from "./parts-panel";
import { TimelinePanel } from "./timeline-panel";

export interface Panels {
  readonly fields: FieldsPanel;
  readonly all: readonly Panel[];
}

export function newPanels(bench: FeedBench): Panels {
  const fields = new FieldsPanel(bench);
  return {
    fields,
    all: [fields, new TimelinePanel(bench), new DuplicatesPanel(bench), new PartsPanel(bench)],
  };
}
