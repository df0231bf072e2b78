/** The inspector's words. The standard's own names stay as the standard writes them. */

import { defineText } from "../../text/define";

export const t = defineText({
  en: {
    empty:
      "No file is open. Drop a DICOM file on this page, or choose one. Files without an ending, without preamble or cut off in the middle are welcome.",
    reading: "Reading {name}: {percent} %",
    cancel: "Cancel",
    cancelled: "Reading was cancelled. No file is open.",
    opened: "{elements} data {elements|element|elements}, {problems} {problems|problem|problems}",
    pasted: "pasted text",
    find: "Find tag, name, value or path",
    elements: "Data elements",
    tag: "Tag",
    vr: "VR",
    name: "Name",
    value: "Value",
    byte: "Byte",
    item: "Item {n}",
    fragment: "Fragment {n}",
    offsetTable: "Basic Offset Table",
    itemCount: "{n} {n|item|items}",
    fragmentCount: "{n} {n|fragment|fragments}",
    elementCount: "{n} {n|element|elements}",
    byteCount: "{n} {n|byte|bytes}",
    bytesOf: "{n} of {all} {all|byte|bytes}",
    unknownName: "Unknown",
    privateName: "Private: {creator}",
    privateNoCreator: "Private, without a creator",
    openAll: "Unfold all",
    closeAll: "Fold all",
    flat: "Flat table",
    byteAt: "Byte {at}",
    progress: "Reading the file",
    reportTitle: "DICOM inspector: report",
    path: "Path",
    dictionary: "Dictionary",
    noSyntax: "no transfer syntax stated",
    noClass: "no SOP class stated",
    sample: "CT header",
    sampleReport: "Structured report",
    sampleBare: "CT without preamble",
    sampleCut: "CT, cut off",

    "fail:empty": "{name} is empty: it has 0 bytes, where 132 bytes of preamble and “DICM” were expected.",
    "fail:not-dicom":
      "{name} is not a DICOM file: it is {kind} of {size}. Bytes 128–131 read “{found}” ({hex}), expected “DICM”. Read without a preamble, its first bytes “{first}” make no data element.",
    "fail:too-short":
      "{name} is not a DICOM file: it is {kind} of {size}, too short for a preamble and “DICM” at byte 128. Its first bytes “{first}” make no data element.",
    "fail:unreadable":
      "The browser could not read {name} ({size}) at byte {at}. Was the file moved, changed, or is it a folder?",
    "fail:internal":
      "This page has a fault: it could not read {name} ({size}). The file may be in order. Nothing was sent; please tell us about it.",

    "kind:zip": "a ZIP archive",
    "kind:gzip": "a gzip file",
    "kind:pdf": "a PDF document",
    "kind:png": "a PNG image",
    "kind:jpeg": "a JPEG image without DICOM around it",
    "kind:jpeg2000": "a JPEG 2000 image without DICOM around it",
    "kind:gif": "a GIF image",
    "kind:tiff": "a TIFF image",
    "kind:nifti": "a NIfTI image",
    "kind:xml": "an XML file",
    "kind:html": "an HTML page",
    "kind:json": "a JSON file",
    "kind:hl7": "an HL7 v2 message",
    "kind:text": "a text file",
    "kind:binary": "a binary file",

    "no-preamble": "The preamble is missing.",
    "no-preamble:more":
      "The data begin at byte 0 with “{found}” instead of 128 bytes and “DICM”. They are read all the same.",
    "wrong-magic": "The word “DICM” is missing.",
    "wrong-magic:more":
      "Bytes 128–131 read “{found}”, expected “{expected}”. What follows is File Meta Information and is read.",
    "no-meta": "There is no File Meta Information.",
    "no-meta:more": "How the data set is written was found out from its own bytes.",
    "no-transfer-syntax": "The Transfer Syntax UID ({expected}) is missing.",
    "no-transfer-syntax:more": "How the data set is written was found out from its own bytes.",
    "unknown-transfer-syntax": "The transfer syntax {found} is not known.",
    "unknown-transfer-syntax:more": "How the data set is written was found out from its own bytes.",
    "syntax-contradicted": "The transfer syntax and the bytes disagree.",
    "syntax-contradicted:more":
      "The UID means {expected}; the bytes at {at} are {found}. The bytes are followed.",
    "deflated-not-read": "The data set is compressed (deflated).",
    "deflated-not-read:more":
      "The {found} {found|byte|bytes} from byte {at} on are not yet read here. The File Meta Information is shown.",
    "meta-length": "The length of the File Meta Information is wrong.",
    "meta-length:more":
      "{element} announces {found} {found|byte|bytes}; the group has {expected}. All of it is read.",
    truncated: "The file ends early.",
    "truncated:more":
      "{element} at byte {at} announces {expected} {expected|byte|bytes}; {found} follow. Everything before it is shown.",
    "truncated-header": "The file ends inside a data element.",
    "truncated-header:more":
      "At byte {at} there are {found} of the {expected} {expected|byte|bytes} that tag and length need. Everything before is shown.",
    "truncated-sequence": "The file ends inside a sequence.",
    "truncated-sequence:more":
      "{element} from byte {at} on is not closed: after {found} {found|byte|bytes} the delimiter ({expected}) is missing. Everything before is shown.",
    "longer-than-container": "A length reaches too far.",
    "longer-than-container:more":
      "{element} at byte {at} announces {found} {found|byte|bytes}; {expected} are left in what it lies in. Reading goes on after that.",
    "odd-length": "A length is odd.",
    "odd-length:more":
      "{element} has {found} {found|byte|bytes}; values are padded to an even length, here {expected}.",
    "tag-order": "Data elements are out of order.",
    "tag-order:more": "{element} comes at byte {at}, where a tag {expected} was expected.",
    "duplicate-tag": "A data element occurs twice.",
    "duplicate-tag:more": "{element} comes again at byte {at}, where a tag {expected} was expected.",
    "invalid-vr": "A VR is missing.",
    "invalid-vr:more":
      "{element} at byte {at} has {found} where two letters ({expected}) were expected. It is read as Implicit VR.",
    "unknown-vr": "A VR is not known.",
    "unknown-vr:more": "{element} at byte {at} has the VR “{found}”, expected one of {expected}.",
    "undefined-length": "A length is left open that may not be.",
    "undefined-length:more":
      "{element} at byte {at} has an undefined length ({found}). Only sequences, UN and encapsulated pixel data may.",
    "item-expected": "An item is missing.",
    "item-expected:more":
      "In {element} the tag {found} stands at byte {at}, expected {expected}. The rest of the sequence is passed over.",
    "stray-delimiter": "A delimiter is out of place.",
    "stray-delimiter:more": "({found}) at byte {at} closes nothing and is passed over.",
    "missing-delimiter": "A delimiter is missing.",
    "missing-delimiter:more":
      "{element} is not closed by ({expected}) at byte {at}. It is taken to end there.",
    "delimiter-length": "A delimiter has a length.",
    "delimiter-length:more":
      "The delimiter at byte {at} announces {found} {found|byte|bytes}, expected {expected}. The length is ignored.",
    padding: "The data end in padding.",
    "padding:more":
      "From byte {at} on, {expected} {expected|byte|bytes} begin with {found} where a tag should be. They are not read.",
    "too-deep": "Sequences are nested too deeply.",
    "too-deep:more":
      "At byte {at} level {found} begins; {expected} are read. What lies deeper is passed over.",
    "too-many-elements": "There are too many data elements.",
    "too-many-elements:more": "Reading stopped at byte {at} after {found} rows; {expected} can be shown.",
    "leading-bytes": "There is something before the file.",
    "leading-bytes:more":
      "{found} {found|byte|bytes} stand before “DICM” or the first data element, where {expected} were expected. They are passed over.",
    "deflate-wrapped": "The compressed data set has a header that does not belong there.",
    "deflate-wrapped:more":
      "At byte {at} stands a header of {found}; deflate without one was expected. It is read all the same.",
    "deflate-damaged": "The compressed data set ends early or is damaged.",
    "deflate-damaged:more":
      "Of the stream from byte {at} on, {found} {found|byte|bytes} could be inflated and are shown.",
    "deflate-bomb": "The compressed data set is larger than any data set.",
    "deflate-bomb:more":
      "Inflating was stopped at byte {at} after {found} {found|byte|bytes}; {expected} are the most, and 1,000 times the compressed size.",
    "trailing-bytes": "Something stands behind the data set.",
    "trailing-bytes:more":
      "From byte {at} on there are {found} {found|byte|bytes} that are no data element. They are not read.",
    "group-length": "A group length is wrong.",
    "group-length:more":
      "{element} announces {found} {found|byte|bytes}; the group has {expected}. All of it is read.",
    "offset-table": "An offset table points beside the fragments.",
    "offset-table:more": "In {element} stands {found}, where no fragment begins. The entry is left out.",
    "offset-table-lengths": "An offset table and the fragments do not agree in number.",
    "offset-table-lengths:more": "{element} at byte {at} stands for {found}, expected were {expected}.",
    "record-offset": "A pointer of the directory leads nowhere.",
    "record-offset:more":
      "{element} points at byte {found}, where no record ({expected}) begins that is not in the tree already. The pointer is not followed.",
    "charset-escapes": "A value switches to a character set that is not declared.",
    "charset-escapes:more":
      "{element} at byte {at} has the bytes {found}; declared is {expected}. Sets that the standard has are followed, other escape sequences are shown as \\x1B.",
    "charset-spelling": "A character set is not spelled as the standard spells it.",
    "charset-spelling:more": "{element} says “{found}”, expected “{expected}”. It is taken for that.",
    "unknown-charset": "The character set is not known.",
    "unknown-charset:more":
      "{element} says “{found}”, which the standard does not list. Bytes above 7F are shown as \\xE4, not guessed.",
    "charset-bytes": "A value does not fit its character set.",
    "charset-bytes:more":
      "{element} at byte {at} has the bytes {found}, which {expected} does not have. They are shown as \\xE4, not guessed.",
  },
  de: {
    empty:
      "Keine Datei geöffnet. Ziehen Sie eine DICOM-Datei auf diese Seite oder wählen Sie eine aus. Auch Dateien ohne Endung, ohne Präambel oder mit fehlendem Ende sind willkommen.",
    reading: "{name} wird gelesen: {percent} %",
    cancel: "Abbrechen",
    cancelled: "Das Lesen wurde abgebrochen. Keine Datei geöffnet.",
    opened: "{elements} {elements|Datenelement|Datenelemente}, {problems} {problems|Problem|Probleme}",
    pasted: "eingefügter Text",
    find: "Tag, Name, Wert oder Pfad suchen",
    elements: "Datenelemente",
    tag: "Tag",
    vr: "VR",
    name: "Name",
    value: "Wert",
    byte: "Byte",
    item: "Item {n}",
    fragment: "Fragment {n}",
    offsetTable: "Basic Offset Table",
    itemCount: "{n} {n|Item|Items}",
    fragmentCount: "{n} {n|Fragment|Fragmente}",
    elementCount: "{n} {n|Element|Elemente}",
    byteCount: "{n} Byte",
    bytesOf: "{n} von {all} Byte",
    unknownName: "Unbekannt",
    privateName: "Privat: {creator}",
    privateNoCreator: "Privat, ohne Creator",
    openAll: "Alles aufklappen",
    closeAll: "Alles zuklappen",
    flat: "Flache Tabelle",
    byteAt: "Byte {at}",
    progress: "Die Datei wird gelesen",
    reportTitle: "DICOM-Inspektor: Bericht",
    path: "Pfad",
    dictionary: "Wörterbuch",
    noSyntax: "keine Transfersyntax angegeben",
    noClass: "keine SOP-Klasse angegeben",
    sample: "CT-Kopf",
    sampleReport: "Strukturierter Bericht",
    sampleBare: "CT ohne Präambel",
    sampleCut: "CT, abgeschnitten",

    "fail:empty": "{name} ist leer: 0 Byte statt mindestens 132 Byte mit Präambel und „DICM“.",
    "fail:not-dicom":
      "{name} ist keine DICOM-Datei, sondern {kind} mit {size}. In den Bytes 128–131 steht „{found}“ ({hex}), erwartet wurde „DICM“. Auch ohne Präambel gelesen ergeben die ersten Bytes „{first}“ kein Datenelement.",
    "fail:too-short":
      "{name} ist keine DICOM-Datei, sondern {kind} mit {size}: zu kurz für eine Präambel und „DICM“ ab Byte 128. Die ersten Bytes „{first}“ ergeben kein Datenelement.",
    "fail:unreadable":
      "Der Browser konnte {name} ({size}) ab Byte {at} nicht lesen. Wurde die Datei verschoben oder geändert, oder ist es ein Ordner?",
    "fail:internal":
      "Diese Seite hat einen Fehler: Sie konnte {name} ({size}) nicht lesen. Die Datei kann in Ordnung sein. Nichts wurde gesendet; bitte geben Sie uns Bescheid.",

    "kind:zip": "ein ZIP-Archiv",
    "kind:gzip": "eine gzip-Datei",
    "kind:pdf": "ein PDF-Dokument",
    "kind:png": "ein PNG-Bild",
    "kind:jpeg": "ein JPEG-Bild ohne DICOM darum herum",
    "kind:jpeg2000": "ein JPEG-2000-Bild ohne DICOM darum herum",
    "kind:gif": "ein GIF-Bild",
    "kind:tiff": "ein TIFF-Bild",
    "kind:nifti": "ein NIfTI-Bild",
    "kind:xml": "eine XML-Datei",
    "kind:html": "eine HTML-Seite",
    "kind:json": "eine JSON-Datei",
    "kind:hl7": "eine HL7-v2-Nachricht",
    "kind:text": "eine Textdatei",
    "kind:binary": "eine Binärdatei",

    "no-preamble": "Die Präambel fehlt.",
    "no-preamble:more":
      "Die Daten beginnen bei Byte 0 mit „{found}“ statt mit 128 Byte und „DICM“. Sie werden trotzdem gelesen.",
    "wrong-magic": "Das Wort „DICM“ fehlt.",
    "wrong-magic:more":
      "In den Bytes 128–131 steht „{found}“, erwartet wurde „{expected}“. Was folgt, ist File Meta Information und wird gelesen.",
    "no-meta": "Die File Meta Information fehlt.",
    "no-meta:more": "Wie der Datensatz geschrieben ist, wurde aus seinen Bytes erschlossen.",
    "no-transfer-syntax": "Die Transfer Syntax UID ({expected}) fehlt.",
    "no-transfer-syntax:more": "Wie der Datensatz geschrieben ist, wurde aus seinen Bytes erschlossen.",
    "unknown-transfer-syntax": "Die Transfersyntax {found} ist nicht bekannt.",
    "unknown-transfer-syntax:more": "Wie der Datensatz geschrieben ist, wurde aus seinen Bytes erschlossen.",
    "syntax-contradicted": "Transfersyntax und Bytes widersprechen sich.",
    "syntax-contradicted:more":
      "Die UID bedeutet {expected}; die Bytes ab {at} sind {found}. Maßgeblich sind hier die Bytes.",
    "deflated-not-read": "Der Datensatz ist komprimiert (Deflate).",
    "deflated-not-read:more":
      "Die {found} Byte ab Byte {at} werden hier noch nicht gelesen. Die File Meta Information wird gezeigt.",
    "meta-length": "Die Länge der File Meta Information stimmt nicht.",
    "meta-length:more":
      "{element} kündigt {found} Byte an; die Gruppe hat {expected}. Sie wird ganz gelesen.",
    truncated: "Die Datei endet zu früh.",
    "truncated:more":
      "{element} bei Byte {at} kündigt {expected} Byte an; es folgen {found}. Alles davor wird gezeigt.",
    "truncated-header": "Die Datei endet mitten in einem Datenelement.",
    "truncated-header:more":
      "Bei Byte {at} stehen {found} der {expected} Byte, die Tag und Länge brauchen. Alles davor wird gezeigt.",
    "truncated-sequence": "Die Datei endet mitten in einer Sequenz.",
    "truncated-sequence:more":
      "{element} ab Byte {at} ist nicht abgeschlossen: Nach {found} Byte fehlt der Begrenzer ({expected}). Alles davor wird gezeigt.",
    "longer-than-container": "Eine Länge reicht zu weit.",
    "longer-than-container:more":
      "{element} bei Byte {at} kündigt {found} Byte an; an dieser Stelle ist nur noch Platz für {expected}. Danach wird weitergelesen.",
    "odd-length": "Eine Länge ist ungerade.",
    "odd-length:more":
      "{element} hat {found} Byte; Werte werden auf eine gerade Länge aufgefüllt, hier {expected}.",
    "tag-order": "Datenelemente stehen in falscher Reihenfolge.",
    "tag-order:more": "{element} steht bei Byte {at}, wo ein Tag {expected} erwartet wurde.",
    "duplicate-tag": "Ein Datenelement kommt doppelt vor.",
    "duplicate-tag:more": "{element} steht bei Byte {at} noch einmal, wo ein Tag {expected} erwartet wurde.",
    "invalid-vr": "Eine VR fehlt.",
    "invalid-vr:more":
      "Bei {element} an Byte {at} steht {found}, wo zwei Buchstaben ({expected}) erwartet wurden. Das Element wird als Implicit VR gelesen.",
    "unknown-vr": "Eine VR ist unbekannt.",
    "unknown-vr:more": "{element} bei Byte {at} hat die VR „{found}“, erwartet wurde eine von {expected}.",
    "undefined-length": "Eine Länge ist offen, die es nicht sein darf.",
    "undefined-length:more":
      "{element} bei Byte {at} hat eine undefinierte Länge ({found}). Das ist nur bei Sequenzen, UN und gekapselten Pixeldaten erlaubt.",
    "item-expected": "Ein Item fehlt.",
    "item-expected:more":
      "In {element} steht bei Byte {at} das Tag {found}, erwartet wurde {expected}. Der Rest der Sequenz wird übergangen.",
    "stray-delimiter": "Ein Begrenzer steht an falscher Stelle.",
    "stray-delimiter:more": "({found}) bei Byte {at} schließt nichts ab und wird übergangen.",
    "missing-delimiter": "Ein Begrenzer fehlt.",
    "missing-delimiter:more":
      "{element} wird bei Byte {at} nicht mit ({expected}) abgeschlossen. Es gilt dort als beendet.",
    "delimiter-length": "Ein Begrenzer hat eine Länge.",
    "delimiter-length:more":
      "Der Begrenzer bei Byte {at} kündigt {found} Byte an, erwartet wurden {expected}. Die Länge bleibt außer Acht.",
    padding: "Die Daten enden mit Füllbytes.",
    "padding:more":
      "Ab Byte {at} beginnen {expected} Byte mit {found}, wo ein Tag stehen müsste. Sie werden nicht gelesen.",
    "too-deep": "Die Sequenzen sind zu tief verschachtelt.",
    "too-deep:more":
      "Bei Byte {at} beginnt Ebene {found}; gelesen werden {expected}. Was tiefer liegt, wird übergangen.",
    "too-many-elements": "Es sind zu viele Datenelemente.",
    "too-many-elements:more":
      "Das Lesen endete bei Byte {at} nach {found} Zeilen; zeigen lassen sich {expected}.",
    "leading-bytes": "Vor der Datei steht etwas.",
    "leading-bytes:more":
      "Vor „DICM“ oder dem ersten Datenelement stehen {found} Byte, erwartet wurden {expected}. Sie werden übergangen.",
    "deflate-wrapped": "Der komprimierte Datensatz hat einen Kopf, der nicht dorthin gehört.",
    "deflate-wrapped:more":
      "Bei Byte {at} steht ein Kopf von {found}; erwartet wurde Deflate ohne einen. Er wird trotzdem gelesen.",
    "deflate-damaged": "Der komprimierte Datensatz endet zu früh oder ist beschädigt.",
    "deflate-damaged:more":
      "Vom Datenstrom ab Byte {at} ließen sich {found} Byte entpacken; sie werden gezeigt.",
    "deflate-bomb": "Der komprimierte Datensatz ist größer als jeder Datensatz.",
    "deflate-bomb:more":
      "Das Entpacken wurde bei Byte {at} nach {found} Byte abgebrochen; höchstens {expected} sind es, und das Tausendfache der komprimierten Größe.",
    "trailing-bytes": "Hinter dem Datensatz steht etwas.",
    "trailing-bytes:more":
      "Ab Byte {at} folgen {found} Byte, die kein Datenelement sind. Sie werden nicht gelesen.",
    "group-length": "Eine Gruppenlänge stimmt nicht.",
    "group-length:more":
      "{element} kündigt {found} Byte an; die Gruppe hat {expected}. Sie wird ganz gelesen.",
    "offset-table": "Eine Offset-Tabelle zeigt neben die Fragmente.",
    "offset-table:more":
      "In {element} steht {found}, wo kein Fragment beginnt. Der Eintrag bleibt außer Acht.",
    "offset-table-lengths": "Offset-Tabelle und Fragmente stimmen in der Anzahl nicht überein.",
    "offset-table-lengths:more": "{element} bei Byte {at} steht für {found}, erwartet wurden {expected}.",
    "record-offset": "Ein Zeiger des Verzeichnisses führt ins Leere.",
    "record-offset:more":
      "{element} zeigt auf Byte {found}, wo kein Eintrag ({expected}) beginnt, der nicht schon im Baum steht. Dem Zeiger wird nicht gefolgt.",
    "charset-escapes": "Ein Wert wechselt in einen Zeichensatz, der nicht angegeben ist.",
    "charset-escapes:more":
      "{element} bei Byte {at} enthält die Bytes {found}; angegeben ist {expected}. Zeichensätzen des Standards wird gefolgt, andere Escape-Sequenzen werden als \\x1B gezeigt.",
    "charset-spelling": "Ein Zeichensatz ist anders geschrieben, als der Standard ihn schreibt.",
    "charset-spelling:more": "{element} nennt „{found}“, erwartet wurde „{expected}“. Das wird angenommen.",
    "unknown-charset": "Der Zeichensatz ist nicht bekannt.",
    "unknown-charset:more":
      "{element} nennt „{found}“; das führt der Standard nicht auf. Bytes über 7F werden als \\xE4 gezeigt, nicht geraten.",
    "charset-bytes": "Ein Wert passt nicht zu seinem Zeichensatz.",
    "charset-bytes:more":
      "{element} bei Byte {at} enthält die Bytes {found}, die es in {expected} nicht gibt. Sie werden als \\xE4 gezeigt, nicht geraten.",
  },
});

export type TextKey = Parameters<typeof t>[0];
