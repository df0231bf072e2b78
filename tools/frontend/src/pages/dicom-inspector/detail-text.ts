/** The words of the pane beside the tree, which comes later than the tree. */

import { defineText } from "../../text/define";

export const d = defineText({
  en: {
    detail: "Selected element",
    selectOne: "Select a row to see its value and its bytes.",
    keyword: "Keyword",
    multiplicity: "VM",
    length: "Length",
    place: "Place",
    creator: "Private creator",
    placeAt: "byte {at}, value from byte {value}",
    lengthOpen: "undefined; {n} {n|byte|bytes} up to the delimiter",
    vrFile: "{vr}, from the file",
    vrDictionary: "{vr}, from the dictionary (the file is Implicit VR)",
    vrUnlisted: "{vr}: the file does not say, and the dictionary does not list this tag",
    vrOther: "{vr} in the file; the dictionary says {expected}",
    retired: "retired",
    uidName: "{uid} = {name}",
    valueCut: "The first {n} of {all} bytes are shown.",
    noValue: "No value: its length is 0.",
    bytes: "Bytes",
    hexLegend:
      "Header and value of the selected element are marked apart. Click a byte, or use the arrow keys, to select the element that holds it.",
    tooLargeToCopy: "This element has {size}; up to {most} can be copied.",
    unreadablePart: "The browser could not read these bytes. Was the file moved or changed?",
  },
  de: {
    detail: "Ausgewähltes Element",
    selectOne: "Wählen Sie eine Zeile aus, um den Wert und die Bytes zu sehen.",
    keyword: "Schlüsselwort",
    multiplicity: "VM",
    length: "Länge",
    place: "Stelle",
    creator: "Private Creator",
    placeAt: "Byte {at}, Wert ab Byte {value}",
    lengthOpen: "undefiniert; {n} Byte bis zum Begrenzer",
    vrFile: "{vr}, aus der Datei",
    vrDictionary: "{vr}, aus dem Wörterbuch (die Datei ist Implicit VR)",
    vrUnlisted: "{vr}: Die Datei nennt keine VR, und das Wörterbuch kennt dieses Tag nicht",
    vrOther: "{vr} in der Datei; im Wörterbuch steht {expected}",
    retired: "zurückgezogen",
    uidName: "{uid} = {name}",
    valueCut: "Gezeigt werden die ersten {n} von {all} Byte.",
    noValue: "Kein Wert: Die Länge ist 0.",
    bytes: "Bytes",
    hexLegend:
      "Kopf und Wert des gewählten Elements sind verschieden markiert. Ein Klick auf ein Byte oder die Pfeiltasten wählen das Element, zu dem es gehört.",
    tooLargeToCopy: "Dieses Element hat {size}; kopieren lassen sich bis zu {most}.",
    unreadablePart: "Der Browser konnte diese Bytes nicht lesen. Wurde die Datei verschoben oder geändert?",
  },
});
