/** The words of the path helper. */

import { defineText } from "../../text/define";

export const t = defineText({
  en: {
    title: "Path and code",
    any: "A path in any spelling",
    show: "Show",
    none: "This is no path in a spelling that is known here: the field shows one of each.",
    noField: "A path to a segment alone: add a field.",
    missing: "The message has no {path}: it is shown as it would be.",
    unknown: "a field that the version does not know",
    ours: "Path",
    copy: "Copy",
    copyThis: "Copy: {what}",
    copied: "Copied: {what}",
    refused: "The browser did not allow copying.",
    "snippet-mirth": "JavaScript transformer",
    "snippet-mirth-loop": "JavaScript transformer, every repetition",
    "snippet-terser": "Java, HAPI",
    "snippet-python-hl7": "Python",
    "snippet-python-hl7-loop": "Python, every repetition",
  },
  de: {
    title: "Pfad und Code",
    any: "Ein Pfad in irgendeiner Schreibweise",
    show: "Zeigen",
    none: "Das ist kein Pfad in einer Schreibweise, die hier bekannt ist: Das Feld zeigt von jeder einen.",
    noField: "Ein Pfad nur zu einem Segment: Fügen Sie ein Feld hinzu.",
    missing: "Die Nachricht hat kein {path}: Es wird gezeigt, wie es wäre.",
    unknown: "ein Feld, das die Version nicht kennt",
    ours: "Pfad",
    copy: "Kopieren",
    copyThis: "Kopieren: {what}",
    copied: "Kopiert: {what}",
    refused: "Der Browser hat das Kopieren nicht erlaubt.",
    "snippet-mirth": "JavaScript-Transformer",
    "snippet-mirth-loop": "JavaScript-Transformer, jede Wiederholung",
    "snippet-terser": "Java, HAPI",
    "snippet-python-hl7": "Python",
    "snippet-python-hl7-loop": "Python, jede Wiederholung",
  },
});
