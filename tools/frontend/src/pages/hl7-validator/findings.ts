/** The findings beside a message; their panel and its worker come when the page has nothing else to do. */

import type { MakeCompanion } from "../hl7-message/companion";
import { LateCompanion, latePanel } from "../hl7-message/late-companion";

export const loadPanel = latePanel(() => import("./findings-panel"));

export const findings: MakeCompanion = (...where) =>
  new LateCompanion(
    loadPanel().then(
      ({ FindingsPanel }) =>
        () =>
          new FindingsPanel(...where),
    ),
  );
