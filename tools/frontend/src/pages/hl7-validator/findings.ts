/** The findings beside a message; their panel and its worker come when the page has nothing else to do. */

import { defineText } from "../../text/define";
import type { MakeCompanion } from "../hl7-message/companion";
import { LateCompanion, latePanel } from "../hl7-message/late-companion";

const t = defineText({
  en: { failed: "The part of this page that checks messages could not be loaded. Reload the page." },
  de: {
    failed: "Der Teil dieser Seite, der Nachrichten prüft, ließ sich nicht laden. Laden Sie die Seite neu.",
  },
});

export const loadPanel = latePanel(() => import("./findings-panel"));

export const findings: MakeCompanion = (...where) =>
  new LateCompanion(
    loadPanel().then(
      ({ FindingsPanel }) =>
        () =>
          new FindingsPanel(...where),
    ),
    t("failed"),
  );
