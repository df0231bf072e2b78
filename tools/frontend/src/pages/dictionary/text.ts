import { defineText } from "../../text/define";

export const t = defineText({
  en: {
    find: "Find in the dictionary",
    dicomHint: "A tag, keyword, name or UID; the name of an IOD or module",
    hl7Hint: "A path, name, data type, table, event or message structure",
    try: "for example:",
    all: "{n} entries",
    found: "{n} found",
    none: "Nothing found. Private data elements and Z segments are in no dictionary.",
    loading: "The dictionary is being loaded …",
    failed: "The dictionary could not be loaded. Check the connection and reload the page.",
    text: "Whole entry as text",
    markdown: "Whole entry as Markdown",
    name: "Name",
    kind: "Kind",
    code: "Code",
  },
  de: {
    find: "Im Wörterbuch suchen",
    dicomHint: "Tag, Schlüsselwort, Name oder UID; der Name einer IOD oder eines Moduls",
    hl7Hint: "Pfad, Name, Datentyp, Tabelle, Ereignis oder Nachrichtenstruktur",
    try: "zum Beispiel:",
    all: "{n} Einträge",
    found: "{n} gefunden",
    none: "Nichts gefunden. Private Datenelemente und Z-Segmente stehen in keinem Wörterbuch.",
    loading: "Das Wörterbuch wird geladen …",
    failed:
      "Das Wörterbuch ließ sich nicht laden. Prüfen Sie die Verbindung und laden Sie die Seite noch einmal.",
    text: "Ganzer Eintrag als Text",
    markdown: "Ganzer Eintrag als Markdown",
    name: "Name",
    kind: "Art",
    code: "Code",
  },
});
