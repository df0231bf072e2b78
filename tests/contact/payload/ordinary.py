"""Messages that talk about DICOM and HL7 and hold no patient data: none of them may be stopped.

Written by hand, with what people do quote: tags, segment names, one field, header lines, acknowledgements, UIDs, hashes,
error messages, masked values, code. Each template is filled in several ways.
"""

import random
from collections.abc import Iterator

ENGLISH = (
    "Does the inspector show {tag} and {tag2} when the file is {syntax}?",
    "In {segment}-{n} I expected a component, but the viewer shows the whole field. Version {version}.",
    "The value of {tag} is cut off after 64 characters. PS3.5 allows more for this VR.",
    "{segment}|{n}| is all that I see of the segment; the rest of the line is missing.",
    "Our engine sends MSH|^~\\&| with a different encoding character. Do you support MSH-2 = ^~\\#?",
    "When I paste a message that begins with MSH|^~\\&|{app}|{app2}| nothing happens in {browser}.",
    "The tool says: 'Unexpected end of data at offset {big}, expected {n} more bytes'. What does that mean?",
    "Is {uid} ({syntax}) supported? The file opens in other viewers.",
    "I get the error “{error}” with files larger than {n}00 MB.",
    "We validate against 2.16.840.1.113883.10.20.22.1.{n} and would like a C-CDA viewer as well. Is it planned?",
    "The <ClinicalDocument> root is recognised, but <recordTarget> is not shown in the tree.",
    "Where does {segment}-{n}.{m} go when the repetition separator is ~ and there are {n} repetitions?",
    "Could you add a filter by group, such as 0008, 0010 and 0028? I often look for {tag}.",
    "The dictionary page of {segment} names {n} fields, but in {version} there are {m} more.",
    "Thank you! The hex view with {tag} beside its bytes saved me an afternoon.",
    "Please make the columns of the grid wider: long UIDs like {uid} are cut off.",
    "Is the patient's name ever sent to your server? Your policy says no, our security team asks.",
    "How do I mask PatientName, PatientID and PatientBirthDate before I make a screenshot?",
    "(0010,0010) and (0010,0020) are empty in our anonymised files; the inspector shows “no value”. Correct.",
    "(0010,0010): is it shown with its ideographic part?",
    "The sequence {tag} has {n} items, the inspector counts {m}. Both have an item delimiter (FFFE,E00D).",
    "Private elements: (0029,xx10) from {vendor} is shown as UN. Could you read its creator?",
    "AE title {app}, port 11{n}4, transfer syntax {uid}: association rejected. Is this something your tool can show?",
    "ACK was AE: MSA|AE|{big}|{error}. Which field does the error location stand in?",
    "MSH|^~\\&|{app}|{app2}|EHR|SOUTH|20260102||ACK^A01|{big}|P|{version}\nMSA|AE|{big}|{error}\nERR||PID^1^3|101^Required field missing^HL70357|E",
    "MSH|^~\\&|{app}|{app2}|EHR|SOUTH|20260102||ADT^A08|{big}|P|{version}\n\nThis header alone makes the viewer say “version unknown”.",
    "OBX|1|NM|2345-7^Glucose^LN||182|mg/dL\n\nWhy is OBX-6 not linked to UCUM?",
    "In 'OBX|1|ED|...' the viewer offers no download of the encapsulated PDF.",
    "PID|1||<id>^^^<authority>^MR||<name>||<date>|F: the tool shows <name> as a component. Bug?",
    "PID|1||XXXXXX^^^XXX^MR||XXXX^XXXX||XXXXXXXX|X\nPV1|1|I|XXXX\nThe line above is masked, but the tool still reads three fields only.",
    "I have masked it: PID|||***^^^***||***^***. Is the number of components right?",
    "PID-3: the identifier is missing.\nPID-5: the name is cut.\nPID-7: the date is shown as text.",
    "PID-3.4 should be an HD, PID-3.5 an ID from table 0203. Both are shown as ST in {version}.",
    "Pasting {n},000 lines takes {m} seconds in {browser}. Is that expected?",
    "SHA-256 of the file that I downloaded: {hash}. Is that the right one?",
    "The commit {hash40} broke the search for us.",
    'curl -s https://tools.hospital.invalid/statusz returns {{"mail": {{"waiting": {n}}}}}. What does overdue mean?',
    "Python: msg = hl7.parse(text); msg.segment('PID')[5][0] raises {error}. Your viewer reads the same text.",
    "ds = pydicom.dcmread(path); ds.PatientName is None, ds[0x0010, 0x0010] raises KeyError. The inspector shows it.",
    "ds[0x{tagx}].value is empty in pydicom. In your tool too. Thanks for the confirmation!",
    "dcmdump says 'W: DcmItem: Length of element {tag} is odd', and your tool says the same at another offset.",
    "Rows (0028,0010) is 512, Columns (0028,0011) is 512, BitsAllocated (0028,0100) is 16, and the length of the pixel data is wrong.",
    "(0008,0060) = CT, (0028,0010) = 512, (0028,0011) = 512. Is the frame size computed from these?",
    "Transfer syntaxes that we need: 1.2.840.10008.1.2, 1.2.840.10008.1.2.1, 1.2.840.10008.1.2.4.70, 1.2.840.10008.1.2.4.90.",
    "SOP classes: 1.2.840.10008.5.1.4.1.1.2, 1.2.840.10008.5.1.4.1.1.4 and {uid}.",
    "Our OIDs start with 2.16.840.1.113883.3.{n}. Could I name them in the dictionary?",
    "The page /en/hl7/segments/{segment}/ lists table 0{n}4 twice.",
    "What is the difference between {segment} in 2.3 and in {version}? I find no comparison.",
    "Security: the header Content-Security-Policy: default-src 'none' is there, but is Connection-Allowlist read by {browser}?",
    "Feature idea: compare two messages field by field, ignore MSH-7 and MSH-10.",
    "base64 of a header starts with TVNIfF5+XCZ8, of a DICOM file with many A: could the tool say so before I paste it?",
    "We get MLLP frames <VT>…<FS><CR>. Does the viewer take the frame off?",
    'In JSON our engine writes \\r as \\u000d; your viewer unwraps "MSH|^~\\\\&|" correctly. Great.',
    "Log: 2026-01-02 10:15:0{n},123 ERROR [mllp-{m}] {error}\nLog: 2026-01-02 10:15:0{m},456 WARN [mllp-{n}] retry in {n} s",
    'Traceback (most recent call last):\n  File "engine.py", line {n}, in send\n    raise Nack(code)\nNack: AE ({error})',
    "| field | expected | shown |\n|---|---|---|\n| {segment}-{n} | CX | ST |\n| {segment}-{m} | XPN | ST |",
    "Steps: 1. open the tool; 2. paste a message with {n} OBX segments; 3. search for {segment}. Expected: found. Seen: nothing.",
    '<templateId root="2.16.840.1.113883.10.20.22.2.{n}"/> is not known, <templateId root="2.16.840.1.113883.10.20.22.2.{m}"/> is.',
    '<given> and <family> are shown in the wrong order when <name use="L"> has a <prefix>.',
    "For instance <given>Ada</given> alone is shown as a given name without family name.",
    '{{"resourceType": "OperationOutcome", "issue": [{{"severity": "error", "diagnostics": "{error}"}}]}}',
    "GET /fhir/Patient?_count={n} gives 200, but your tool says that the Bundle has no type.",
    "Can I host it myself? We have {n} sites, {m} engines and about {big} messages a day.",
    "Our contact: interface team, phone +49 30 55501{n}{m}, ticket INC00{big}. Please answer in English.",
    "Ticket INC00{big}: the tool does not open in {browser} behind our proxy 10.{n}.{m}.1:8080.",
    "Is there a list of character sets (0008,0005) that you read? ISO_IR 100 works, ISO 2022 IR 87 does not.",
    "What does VR UN with length FFFFFFFF mean in {tag}? PS3.5 6.2.2 note 4?",
    "Z segments: ZPD|1|… is shown without names. Could I define them?",
    "EVN|A08|20260102 is shown before MSH in the tree when I sort by name.",
    "FHS|^~\\&|{app}, BHS|^~\\&|{app2} and BTS|{n} are shown, FTS|1 is not.",
    "I typed MSH|MSH|PID|PID|PV1 to see what happens, and the viewer hung for {n} seconds.",
    "The word RAPID| or ARAPID|x| in a note is taken for a segment: please look for names at the start of lines only.",
    "Sent from my phone. The start page is great, the HL7 grid is narrow at 390 px.",
    "-----BEGIN CERTIFICATE-----\n{pem}\n-----END CERTIFICATE-----\nIs this the certificate that your site should show?",
    "dcmdump +P {tag} file.dcm prints nothing, storescu says 0xA7{n}0.",
    "MSH-9 is {kind}, MSH-12 is {version}, MSH-18 is UNICODE UTF-8. Umlauts are wrong nevertheless.",
    "Segment order in {kind}: MSH EVN PID PD1 NK1 PV1 PV2 OBX AL1 DG1. Yours lists PD1 after NK1.",
    "MSH|^~\\&\nPID|\nPV1|\n\nThree segments without values: the viewer shows an error instead of empty fields.",
    "Query parameters such as ?tag=00100010&value= are ignored by your links. Is that on purpose?",
    "Key 00100010 of DICOM JSON has vr PN and a Value with Alphabetic. Do you show Ideographic too?",
    "Weights: {tag} DS, {tag2} IS. Sorting them as text gives 10 < 9.",
    "0x4D 0x53 0x48 0x7C is how a message starts; your detector sees it in hex dumps too. Nice.",
    "At offset 0x{hash8} there are four zero bytes (00 00 00 00) that belong to no element.",
    "Version {version}; browser {browser}; screen 1920x1080; zoom {n}0 %. The chip in the corner overlaps the button.",
)

GERMAN = (
    "Zeigt der Inspektor {tag} und {tag2} auch, wenn die Datei {syntax} ist?",
    "In {segment}-{n} erwarte ich eine Komponente, angezeigt wird das ganze Feld. Version {version}.",
    "Der Wert von {tag} wird nach 64 Zeichen abgeschnitten. PS3.5 erlaubt für diese VR mehr.",
    "Von der Zeile sehe ich nur {segment}|{n}|, der Rest fehlt.",
    "Unser Kommunikationsserver sendet MSH|^~\\&| und danach {app}|{app2}. Ist das zulässig?",
    "Die Meldung lautet: „{error}“. Was bedeutet das?",
    "Wird {uid} ({syntax}) unterstützt? Andere Programme öffnen die Datei.",
    "Wir prüfen gegen 2.16.840.1.113883.10.20.22.1.{n} und wünschen uns auch eine Ansicht für CDA.",
    "<ClinicalDocument> wird erkannt, <recordTarget> aber nicht im Baum gezeigt.",
    "Wohin gehört {segment}-{n}.{m}, wenn das Feld sich wiederholt (~)?",
    "Bitte einen Filter nach Gruppen: 0008, 0010, 0028. Ich suche oft {tag}.",
    "Die Seite zu {segment} nennt {n} Felder, in {version} sind es {m} mehr.",
    "Danke! Die Bytes neben {tag} haben mir einen Nachmittag erspart.",
    "Werden Patientennamen an Ihren Server gesendet? Unser Datenschutz fragt nach PID-5 und (0010,0010).",
    "Wie maskiere ich PatientName, PatientID und PatientBirthDate vor einem Bildschirmfoto?",
    "(0010,0010) und (0010,0020) sind in unseren anonymisierten Dateien leer. Das stimmt so.",
    "(0010,0010): Wird auch der ideographische Teil angezeigt?",
    "Die Sequenz {tag} hat {n} Items, gezählt werden {m}. Beide enden mit (FFFE,E00D).",
    "Private Elemente von {vendor}, etwa (0029,xx10), erscheinen als UN.",
    "AE-Titel {app}, Port 11{n}4, Transfersyntax {uid}: Verbindung abgelehnt.",
    "Die Quittung war MSA|AE|{big}|{error}. In welchem Feld steht der Ort des Fehlers?",
    "MSH|^~\\&|{app}|{app2}|KIS|SUED|20260102||ACK^A01|{big}|P|{version}\nMSA|AR|{big}|{error}",
    "MSH|^~\\&|{app}|{app2}|KIS|SUED|20260102||ADT^A08|{big}|P|{version}\n\nBei diesem Kopf steht „Version unbekannt“.",
    "OBX|1|NM|718-7^Hämoglobin^LN||13.2|g/dL\n\nWarum ist OBX-6 nicht mit UCUM verknüpft?",
    "PID|1||<nr>^^^<stelle>^MR||<name>: <name> erscheint als Komponente. Fehler?",
    "PID|1||XXXXXX^^^XXX^MR||XXXX^XXXX||XXXXXXXX|X\nDie Zeile ist unkenntlich gemacht, gelesen werden trotzdem nur drei Felder.",
    "PID-3: Nummer fehlt.\nPID-5: Name ist abgeschnitten.\nPID-7: Datum erscheint als Text.",
    "PID-3.4 ist HD, PID-3.5 kommt aus Tabelle 0203. Beide stehen in {version} als ST da.",
    "{n}.000 Zeilen einzufügen dauert in {browser} {m} Sekunden. Ist das normal?",
    "Prüfsumme der heruntergeladenen Datei: {hash}. Stimmt das?",
    "Seit {hash40} findet die Suche nichts mehr.",
    "ds.PatientName ist None, ds[0x0010, 0x0010] wirft {error}; der Inspektor zeigt das Element.",
    "dcmdump meldet: Length of element {tag} is odd. Ihr Werkzeug meldet es an anderer Stelle.",
    "Rows (0028,0010) ist 512, Columns (0028,0011) ist 512, die Länge der Pixeldaten passt nicht dazu.",
    "Wir brauchen 1.2.840.10008.1.2, 1.2.840.10008.1.2.1 und 1.2.840.10008.1.2.4.90.",
    "Unsere OIDs beginnen mit 1.2.276.0.76.{n}. Kann ich sie im Wörterbuch benennen?",
    "Was unterscheidet {segment} in 2.3 von {version}?",
    "Idee: zwei Nachrichten Feld für Feld vergleichen, MSH-7 und MSH-10 dabei auslassen.",
    "Base64 eines Kopfes beginnt mit TVNIfF5+XCZ8, das einer DICOM-Datei mit vielen A. Erkennen Sie das?",
    "Wir bekommen MLLP-Rahmen <VT>…<FS><CR>. Nimmt der Betrachter den Rahmen ab?",
    "Protokoll: 2026-01-02 10:15:0{n},123 FEHLER [mllp-{m}] {error}",
    "Schritte: 1. Werkzeug öffnen; 2. Nachricht mit {n} OBX einfügen; 3. nach {segment} suchen. Gefunden wird nichts.",
    '<templateId root="2.16.840.1.113883.10.20.22.2.{n}"/> ist nicht bekannt.',
    '<given> und <family> stehen in falscher Reihenfolge, wenn <name use="L"> einen <prefix> hat.',
    "Dürfen wir das selbst betreiben? {n} Häuser, {m} Kommunikationsserver, etwa {big} Nachrichten am Tag.",
    "Rückfragen bitte an das Schnittstellenteam, Telefon +49 30 55501{n}{m}, Vorgang INC00{big}.",
    "Hinter unserem Proxy 10.{n}.{m}.1:8080 öffnet sich das Werkzeug in {browser} nicht.",
    "Welche Zeichensätze (0008,0005) lesen Sie? ISO_IR 100 geht, ISO 2022 IR 87 nicht.",
    "Was heißt VR UN mit Länge FFFFFFFF bei {tag}?",
    "Z-Segmente wie ZPD|1|… haben keine Namen. Kann ich sie selbst festlegen?",
    "MSH-9 ist {kind}, MSH-12 ist {version}, MSH-18 ist UNICODE UTF-8. Umlaute stimmen trotzdem nicht.",
    "Die Reihenfolge in {kind}: MSH EVN PID PD1 NK1 PV1 PV2. Bei Ihnen steht PD1 hinter NK1.",
    "Das Wort RAPID| in einer Notiz wird für ein Segment gehalten.",
    "Version {version}, {browser}, 1920x1080, Zoom {n}0 %: Der Knopf liegt unter der Anzeige.",
    "Vielen Dank für die Sperre der Seiten! Unsere Sicherheitsleute haben {n} Tage gesucht und nichts gefunden.",
    "| Feld | erwartet | gezeigt |\n|---|---|---|\n| {segment}-{n} | CX | ST |",
)

FILL = {
    "tag": ("(0010,0010)", "(0010,0020)", "(0008,0018)", "(0020,000D)", "(7FE0,0010)", "(0008,1140)", "(0028,0010)", "(0010,0030)"),
    "tag2": ("(0008,0050)", "(0010,0040)", "(0018,0050)", "(0008,103E)"),
    "tagx": ("00100010", "00080018", "00280010"),
    "segment": ("PID", "PV1", "OBX", "OBR", "MSH", "NK1", "ORC", "IN1", "ZPD"),
    "version": ("2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.7", "2.8.2"),
    "syntax": ("Implicit VR Little Endian", "JPEG-LS lossless", "Deflated Explicit VR", "JPEG 2000"),
    "app": ("LABSYS", "RIS1", "ORBIT", "EPIC_IN", "PACS01"),
    "app2": ("NORTH", "SUED", "LAB", "MAIN"),
    "browser": ("Firefox 140", "Chrome 142", "Safari 18", "Edge 141"),
    "uid": ("1.2.840.10008.1.2.4.80", "1.2.840.10008.5.1.4.1.1.88.67", "1.2.840.10008.1.2.1.99"),
    "error": (
        "Required field missing", "connection reset by peer", "Cannot read properties of undefined (reading 'length')",
        "KeyError: 'PID'", "ParseException: separators", "invalid code lengths set", "Segment sequence error",
    ),
    "vendor": ("a CT vendor", "our ultrasound", "the old PACS"),
    "kind": ("ADT^A01", "ORU^R01", "SIU^S12", "MDM^T02"),
}  # fmt: skip


def messages(size: int) -> Iterator[str]:
    """So many, all different, half of them German; always the same."""
    chance = random.Random(500)
    seen: set[str] = set()
    number = 0
    while len(seen) < size:
        templates = (ENGLISH, GERMAN)[number % 2]
        text = templates[number // 2 % len(templates)].format(**_filling(chance))
        number += 1
        if text not in seen:
            seen.add(text)
            yield text


def _filling(chance: random.Random) -> dict[str, str]:
    filling = {name: chance.choice(choices) for name, choices in FILL.items()}
    return filling | {
        "n": str(chance.randrange(1, 10)),
        "m": str(chance.randrange(1, 10)),
        "big": str(chance.randrange(1000, 99999)),
        "hash": f"{chance.getrandbits(256):064x}",
        "hash40": f"{chance.getrandbits(160):040x}",
        "hash8": f"{chance.getrandbits(32):08x}",
        "pem": "\n".join(_pem_line(chance) for _line in range(6)),
    }


def _pem_line(chance: random.Random) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return "".join(chance.choice(alphabet) for _letter in range(64))
