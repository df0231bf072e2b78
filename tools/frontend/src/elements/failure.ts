/** How a tool says that it could not read something: the sentence, and a second try where that may help. */

import type { Failure } from "../bytes/fault";
import { defineText } from "../text/define";
import { h } from "./dom";

const t = defineText({
  en: {
    retry: "Try again",
    "out-of-memory":
      "There was not enough memory to read this. Nothing was changed. Close other tabs or forget other open data, then try again; a computer with more memory will read it.",
    crashed:
      "The part of this page that reads data ended unexpectedly. Nothing was changed, and nothing was sent. Trying again often helps.",
  },
  de: {
    retry: "Noch einmal versuchen",
    "out-of-memory":
      "Der Speicher reichte nicht, um das zu lesen. Es wurde nichts verändert. Schließen Sie andere Tabs oder vergessen Sie andere geöffnete Daten und versuchen Sie es noch einmal; ein Computer mit mehr Speicher kann es lesen.",
    crashed:
      "Der Teil dieser Seite, der Daten liest, wurde unerwartet beendet. Es wurde nichts verändert und nichts gesendet. Ein zweiter Versuch hilft oft.",
  },
});

/** The rest is decided by the input, and a second try would end alike. */
const WORTH_RETRYING: ReadonlySet<string> = new Set(["unreadable", "out-of-memory", "crashed", "internal"]);

/** `sentence` is the tool's own; of what befalls every tool alike this module speaks. */
export function failureNote(
  { code }: Failure,
  sentence: () => string,
  again: () => void,
): readonly HTMLElement[] {
  const said = code === "out-of-memory" || code === "crashed" ? t(code) : sentence();
  const note = h("p", { className: "note bad", role: "alert" }, said);
  if (!WORTH_RETRYING.has(code)) return [note];
  return [note, h("button", { type: "button", className: "btn", onclick: again }, t("retry"))];
}
