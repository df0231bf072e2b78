/** CodeMirror's own words, for the German page; in English they are as they come. */

import { EditorState, type Extension } from "@codemirror/state";

const GERMAN = {
  "Control character": "Steuerzeichen",
  Find: "Suchen",
  Replace: "Ersetzen",
  next: "nächste",
  previous: "vorige",
  all: "alle",
  "match case": "Groß/klein",
  regexp: "regulärer Ausdruck",
  "by word": "ganze Wörter",
  replace: "ersetzen",
  "replace all": "alle ersetzen",
  close: "schließen",
  "current match": "dieser Treffer",
  "on line": "in Zeile",
  "replaced $ matches": "$ Treffer ersetzt",
  "replaced match on line $": "Treffer in Zeile $ ersetzt",
  "Go to line": "Gehe zu Zeile",
  go: "los",
  Diagnostics: "Befunde",
  "No diagnostics": "Keine Befunde",
};

export function phrases(): Extension {
  return document.documentElement.lang.startsWith("de") ? EditorState.phrases.of(GERMAN) : [];
}
