import { defineText } from "../text/define";

/** The search dialog's own words. Names of the standards come from the dictionaries and stay English. */
export const t = defineText({
  en: {
    search: "Search",
    find: "Find a tool, tag, UID, module, segment, field, table or event",
    results: "Results",
    hint: "For example 0010,0020 · PatientID · patient name · PID-3 · ADT^A04 · CT Image · 0203",
    found: "{n} found. What you type here stays in your browser.",
    none: "Nothing found. What you type here stays in your browser.",
    loading: "The dictionaries are being loaded …",
    failed: "The dictionaries could not be loaded: only tools and pages are found.",
    close: "Close",
    back: "Back to the results",
  },
  de: {
    search: "Suchen",
    find: "Werkzeug, Tag, UID, Modul, Segment, Feld, Tabelle oder Ereignis finden",
    results: "Ergebnisse",
    hint: "Zum Beispiel 0010,0020 · PatientID · patient name · PID-3 · ADT^A04 · CT Image · 0203",
    found: "{n} gefunden. Was Sie hier tippen, bleibt in Ihrem Browser.",
    none: "Nichts gefunden. Was Sie hier tippen, bleibt in Ihrem Browser.",
    loading: "Die Wörterbücher werden geladen …",
    failed: "Die Wörterbücher ließen sich nicht laden: Gefunden werden nur Werkzeuge und Seiten.",
    close: "Schließen",
    back: "Zurück zu den Ergebnissen",
  },
});
