/** The viewer's words. The standard's own names stay as the standard writes them. */

import { defineText } from "../../text/define";

export const t = defineText({
  en: {
    rawLabel: "Raw message",
    rawHint: "Paste or edit a message here: one segment a line.",
    maskedLabel: "Raw message, values masked",
    maskedHint: "Values are masked: this text can be read and selected, not edited.",
    find: "Find path, name or value",
    reportTitle: "HL7 v2 viewer: report",
    tooManyParts: "This part has more than {n} parts and was not copied.",
    pastedName: "pasted text",
    empty: "No message is open. Paste one above, drop a file on this page, or choose one.",
    reading: "Reading {name}…",
    readingPart: "Reading {name}: message {done} of {total}",
    cancelled: "Reading was cancelled. No message is open.",
    size: "{n} {n|byte|bytes}",
    lineEnds: "line ends: {kind}",
    typed: "typed here: line ends count as CR",
    tooLongToEdit:
      "This message has {size}. Messages of up to {limit} can be edited here; of this one the start is shown, and the table has all of it.",
    refused:
      "“{character}” is not in the character set that this message declares in MSH-18, so it was not entered. Declare UNICODE UTF-8 in MSH-18 first, if the receiver reads that.",
    editorFailed: "The editor could not be loaded. Reload the page to paste or edit; files can be opened.",
    companionFailed: "A part of this page could not be loaded. Reload the page.",
    partCut: "The first {limit} characters of the chosen message are shown here; the table has all of it.",
    tooLarge: "This file has {size}; this page reads up to {limit}. It was not opened.",
    message: "Message",
    messageOf: "of {n}",
    messageNumber: "message {n}",
    previous: "Previous message",
    next: "Next message",
    envelope: "{id} (batch)",
    fragment: "Segments without a header",
    pathLabel: "Go to path",
    go: "Go",
    pathBad: "“{path}” is no path. Write it like PID-3, PID-3[2].4.1 or OBX[2]-5.",
    pathMissing: "{path} is not in this message; the closest part is selected.",
    segmentMissing: "This message has no segment {path}.",
    showEmpty: "Show empty fields",
    unfold: "Unfold all",
    fold: "Fold all",
    tree: "Segments and fields",
    colPath: "Path",
    colName: "Name",
    colType: "Type",
    colValue: "Value",
    noSegment: "(no segment)",
    nullValue: "(delete)",
    rowsCut: "The table ends after {n} rows. The rest begins at byte {at}.",
    version: "HL7 v{version}",
    versionOther: "names from HL7 v{version}",
    versionNone: "names from HL7 v{version}: the message names no version",
    dictionaryFailed: "The names of HL7 v{version} could not be loaded. The message is shown without them.",
    detail: "Selected part",
    detailFailed: "The part of this page that says more of it could not be loaded. Select it again.",
    selectOne: "Select a row to see what it is and where it stands.",
    type: "Data type",
    faultPlace: "Line {line}, column {column}, byte {byte}",
    sampleResult: "Lab result (ORU^R01)",
    sampleAdmission: "Admission (ADT^A01)",
    sampleBatch: "Batch of three",
    sampleDocuments: "Result with documents",
    sampleParts: "Result in three parts",
    sampleBroken: "A broken message",
    "byte-order-mark":
      "The file begins with a byte order mark. It was skipped; many receivers reject such a message.",
    "mllp-frame":
      "MLLP frame bytes (0B, 1C) stand around the segments. They belong to the transport and were left out.",
    "terminator-lf":
      "Lines end with line feeds. HL7 ends a segment with a carriage return, so many receivers see one long segment here.",
    "terminator-crlf": "Lines end with carriage return and line feed. HL7 wants the carriage return alone.",
    "terminator-mixed": "Lines end in different ways. Each was taken as the end of a segment.",
    "terminator-missing": "The last segment is not terminated.",
    "blank-line": "There are blank lines between segments. They were skipped.",
    "leading-blanks":
      "There are blanks before segment names. They were skipped; many receivers do not do that.",
    "line-prefix":
      "Line numbers or the prefixes of a log stand before segments. They were skipped; no receiver does that.",
    "text-before-header": "This text belongs to no message: it stands before the header.",
    "header-missing": "Before these segments stands no MSH. The usual separators |^~\\& were taken.",
    "header-short": "The header ends before its first separator. The usual separators |^~\\& were taken.",
    "encoding-characters-short":
      "The header names fewer separators than the standard demands. Those that are missing were not used.",
    "encoding-characters-long": "The header names more than five separators. The first five were used.",
    "delimiters-equal": "Two separators are the same character, so the levels cannot be told apart.",
    "delimiter-not-displayable": "A separator is not a displayable ASCII character.",
    "segment-name":
      "This line does not begin with a segment name of three capital letters or digits and the separator. Perhaps a line break in a value was sent unescaped.",
    "charset-undeclared": "There are characters beyond ASCII, but MSH-18 declares no character set.",
    "charset-mismatch": "The bytes are not of the character set that MSH-18 declares.",
    "charset-doubtful":
      "MSH-18 declares a character set of one byte a character, but the bytes beyond ASCII are UTF-8. They were read as MSH-18 says.",
    "charset-unsupported":
      "This page does not read the character set that MSH-18 declares yet. ASCII characters are right, others may not be.",
    "escape-lone":
      "An escape character begins no escape sequence. It was kept as it is; it should be sent as \\E\\.",
    "escape-unknown":
      "This escape sequence is local, or switches to another character set. It was kept as it is.",
    "escape-hex":
      "A hexadecimal escape sequence has an odd number of digits, or others than 0–9 and A–F. It was kept as it is.",
    failEmpty:
      "There is nothing to read: the text has {size} {size|byte|bytes} and no characters but blanks.",
    failUtf16:
      "The text is UTF-16: it begins with {found}. HL7 v2 is sent as bytes in which ASCII takes one byte a character; save it as UTF-8 and open it again.",
    failNotHl7:
      "This is not HL7 v2: no line begins with MSH, FHS or BHS, and none looks like a segment. At byte {offset} stands: {found}",
    failUnreadable: "The browser could not read the file. Perhaps it was moved or changed; choose it again.",
    failInternal:
      "The viewer met an error of its own and stopped reading. Nothing was changed; please report what kind of message it was, without its content.",
  },
  de: {
    rawLabel: "Rohtext der Nachricht",
    rawHint: "Fügen Sie hier eine Nachricht ein oder bearbeiten Sie sie: ein Segment pro Zeile.",
    maskedLabel: "Rohtext der Nachricht, Werte maskiert",
    maskedHint: "Werte sind maskiert: Dieser Text lässt sich lesen und markieren, nicht bearbeiten.",
    find: "Pfad, Name oder Wert suchen",
    reportTitle: "HL7-v2-Betrachter: Bericht",
    tooManyParts: "Dieser Teil hat mehr als {n} Teile und wurde nicht kopiert.",
    pastedName: "eingefügter Text",
    empty:
      "Es ist keine Nachricht geöffnet. Fügen Sie oben eine ein, ziehen Sie eine Datei auf diese Seite oder wählen Sie eine aus.",
    reading: "{name} wird gelesen …",
    readingPart: "{name} wird gelesen: Nachricht {done} von {total}",
    cancelled: "Das Lesen wurde abgebrochen. Es ist keine Nachricht geöffnet.",
    size: "{n} Byte",
    lineEnds: "Zeilenenden: {kind}",
    typed: "hier eingegeben: Zeilenenden gelten als CR",
    tooLongToEdit:
      "Diese Nachricht hat {size}. Bearbeiten lassen sich hier Nachrichten bis {limit}; von dieser steht hier der Anfang, die Tabelle enthält sie ganz.",
    refused:
      "„{character}“ gehört nicht zu dem Zeichensatz, den diese Nachricht in MSH-18 nennt, und wurde deshalb nicht eingetragen. Nennen Sie dort zuerst UNICODE UTF-8, wenn der Empfänger das liest.",
    editorFailed:
      "Der Editor ließ sich nicht laden. Laden Sie die Seite neu, um einzufügen oder zu bearbeiten; Dateien lassen sich öffnen.",
    companionFailed: "Ein Teil dieser Seite ließ sich nicht laden. Laden Sie die Seite neu.",
    partCut: "Hier stehen die ersten {limit} Zeichen der gewählten Nachricht; die Tabelle enthält sie ganz.",
    tooLarge: "Diese Datei hat {size}; diese Seite liest bis zu {limit}. Sie wurde nicht geöffnet.",
    message: "Nachricht",
    messageOf: "von {n}",
    messageNumber: "Nachricht {n}",
    previous: "Vorige Nachricht",
    next: "Nächste Nachricht",
    envelope: "{id} (Stapel)",
    fragment: "Segmente ohne Kopf",
    pathLabel: "Gehe zu Pfad",
    go: "Los",
    pathBad: "„{path}“ ist kein Pfad. Schreiben Sie ihn wie PID-3, PID-3[2].4.1 oder OBX[2]-5.",
    pathMissing: "{path} kommt in dieser Nachricht nicht vor; ausgewählt ist der nächstliegende Teil.",
    segmentMissing: "Diese Nachricht hat kein Segment {path}.",
    showEmpty: "Leere Felder zeigen",
    unfold: "Alles aufklappen",
    fold: "Alles zuklappen",
    tree: "Segmente und Felder",
    colPath: "Pfad",
    colName: "Name",
    colType: "Typ",
    colValue: "Wert",
    noSegment: "(kein Segment)",
    nullValue: "(löschen)",
    rowsCut: "Die Tabelle endet nach {n} Zeilen. Der Rest beginnt bei Byte {at}.",
    version: "HL7 v{version}",
    versionOther: "Namen aus HL7 v{version}",
    versionNone: "Namen aus HL7 v{version}: Die Nachricht nennt keine Version",
    dictionaryFailed:
      "Die Namen von HL7 v{version} ließen sich nicht laden. Die Nachricht wird ohne sie gezeigt.",
    detail: "Ausgewählter Teil",
    detailFailed:
      "Der Teil dieser Seite, der mehr dazu sagt, ließ sich nicht laden. Wählen Sie ihn noch einmal aus.",
    selectOne: "Wählen Sie eine Zeile aus, um zu sehen, was sie bedeutet und wo sie steht.",
    type: "Datentyp",
    faultPlace: "Zeile {line}, Spalte {column}, Byte {byte}",
    sampleResult: "Laborbefund (ORU^R01)",
    sampleAdmission: "Aufnahme (ADT^A01)",
    sampleBatch: "Stapel aus dreien",
    sampleDocuments: "Befund mit Dokumenten",
    sampleParts: "Befund in drei Teilen",
    sampleBroken: "Eine fehlerhafte Nachricht",
    "byte-order-mark":
      "Die Datei beginnt mit einem Byte Order Mark. Es wurde übersprungen; viele Empfänger weisen eine solche Nachricht ab.",
    "mllp-frame":
      "Um die Segmente stehen MLLP-Rahmenbytes (0B, 1C). Sie gehören zur Übertragung und wurden weggelassen.",
    "terminator-lf":
      "Die Zeilen enden mit einem Zeilenvorschub (LF). HL7 beendet ein Segment mit einem Wagenrücklauf (CR); viele Empfänger sehen hier ein einziges langes Segment.",
    "terminator-crlf":
      "Die Zeilen enden mit Wagenrücklauf und Zeilenvorschub (CR LF). HL7 verlangt den Wagenrücklauf allein.",
    "terminator-mixed":
      "Die Zeilen enden auf verschiedene Weise. Jedes Zeilenende wurde als Segmentende gelesen.",
    "terminator-missing": "Das letzte Segment ist nicht abgeschlossen.",
    "blank-line": "Zwischen den Segmenten stehen leere Zeilen. Sie wurden übersprungen.",
    "leading-blanks":
      "Vor Segmentnamen stehen Leerzeichen. Sie wurden übersprungen; viele Empfänger tun das nicht.",
    "line-prefix":
      "Vor Segmenten stehen Zeilennummern oder die Vorspanne eines Protokolls. Sie wurden übersprungen; kein Empfänger tut das.",
    "text-before-header": "Dieser Text gehört zu keiner Nachricht: Er steht vor dem Kopf.",
    "header-missing":
      "Vor diesen Segmenten steht kein MSH. Angenommen wurden die üblichen Trennzeichen |^~\\&.",
    "header-short":
      "Der Kopf endet vor seinem ersten Trennzeichen. Angenommen wurden die üblichen Trennzeichen |^~\\&.",
    "encoding-characters-short":
      "Der Kopf nennt weniger Trennzeichen, als der Standard verlangt. Die fehlenden wurden nicht verwendet.",
    "encoding-characters-long":
      "Der Kopf nennt mehr als fünf Trennzeichen. Verwendet wurden die ersten fünf.",
    "delimiters-equal":
      "Zwei Trennzeichen sind dasselbe Zeichen; die Ebenen lassen sich so nicht unterscheiden.",
    "delimiter-not-displayable": "Ein Trennzeichen ist kein darstellbares ASCII-Zeichen.",
    "segment-name":
      "Diese Zeile beginnt nicht mit einem Segmentnamen aus drei Großbuchstaben oder Ziffern und dem Trennzeichen. Vielleicht wurde ein Zeilenumbruch in einem Wert nicht maskiert.",
    "charset-undeclared": "Es kommen Zeichen außerhalb von ASCII vor, aber MSH-18 nennt keinen Zeichensatz.",
    "charset-mismatch": "Die Bytes passen nicht zu dem Zeichensatz, den MSH-18 nennt.",
    "charset-doubtful":
      "MSH-18 nennt einen Zeichensatz mit einem Byte je Zeichen, die Bytes außerhalb von ASCII sind aber UTF-8. Gelesen wurden sie, wie MSH-18 es sagt.",
    "charset-unsupported":
      "Den Zeichensatz, den MSH-18 nennt, liest diese Seite noch nicht. ASCII-Zeichen stimmen, andere vielleicht nicht.",
    "escape-lone":
      "Ein Escape-Zeichen leitet keine Escape-Sequenz ein. Es blieb, wie es ist; gesendet werden sollte es als \\E\\.",
    "escape-unknown":
      "Diese Escape-Sequenz ist lokal vereinbart oder wechselt den Zeichensatz. Sie blieb, wie sie ist.",
    "escape-hex":
      "Eine hexadezimale Escape-Sequenz hat eine ungerade Zahl von Ziffern oder andere Zeichen als 0–9 und A–F. Sie blieb, wie sie ist.",
    failEmpty: "Es gibt nichts zu lesen: Der Text hat {size} Byte und enthält höchstens Leerzeichen.",
    failUtf16:
      "Der Text ist in UTF-16 gespeichert: Er beginnt mit {found}. HL7 v2 wird in Bytes gesendet, in denen ein ASCII-Zeichen ein Byte belegt; speichern Sie ihn als UTF-8 und öffnen Sie ihn noch einmal.",
    failNotHl7:
      "Das ist kein HL7 v2: Keine Zeile beginnt mit MSH, FHS oder BHS, und keine sieht wie ein Segment aus. Bei Byte {offset} steht: {found}",
    failUnreadable:
      "Der Browser konnte die Datei nicht lesen. Vielleicht wurde sie verschoben oder geändert; wählen Sie sie noch einmal aus.",
    failInternal:
      "Im Betrachter ist ein eigener Fehler aufgetreten, das Lesen wurde beendet. Es wurde nichts verändert; bitte melden Sie uns, was für eine Nachricht es war, ohne ihren Inhalt.",
  },
});
