/** What is said of things that came in and cannot be opened as they are: what is wrong, where, and what helps. */

import { datum } from "../bytes/datum";
import type { Failure } from "../bytes/fault";
import { shown } from "../shell/mask";
import { defineText, formatSize } from "../text/define";

const t = defineText({
  en: {
    unreadable:
      "The browser could not read this file. It may have been moved, or you may not be allowed to open it.",
    "too-large":
      "This holds more than {limit} once it is unpacked. Unpack it on your computer and open the file you need.",
    bomb: "{size} came out of the first {offset} packed {offset|byte|bytes}, more than a thousand times as much: no file that is meant to be read. Unpacking ended there.",
    "too-deep": "This is wrapped more than {most} times over. It was unwrapped so far, and no further.",
    "too-many": "{count} files came; the first {most} are listed.",
    damaged: "The packed data are damaged or end early. {size} came before that, and they are what is open.",
    cut: "The archive ends within this file. {size} of it are there, and they are what is open.",
    checksum: "The checksum does not match: something in these {size} differs from what was packed.",
    base64: "Byte {offset} is no base64 character. It was passed over; what follows may be wrong.",
    folder: "The folder {name} could not be read.",
    "zip-split": "This is one part of an archive that was split. Join the parts first.",
    "zip-directory":
      "This archive holds no list of its files and does not begin with one: it is damaged, or no zip archive.",
    "zip-large": "The list of files in this archive is too long to be read here.",
    "zip-directory-damaged":
      "The archive's list of files is damaged at byte {offset}: {found} of {expected} {expected|file is|files are} listed.",
    "zip-directory-missing":
      "The archive ends early: its list of files is missing. Listed is what begins before the cut: {found} {found|file|files}.",
    "zip-entry": "The archive is damaged: no file begins at byte {offset}, where its list of files says.",
    "zip-encrypted": "This file is encrypted in the archive. Unpack it with its password on your computer.",
    "zip-method":
      "This file is packed by {method}, which browsers cannot unpack. Unpack it on your computer and open it here.",
    "tar-damaged": "This tar archive is damaged at its beginning: no file begins there.",
    "tar-damaged-here":
      "The archive is damaged at byte {offset}. Listed is what comes before: {found} {found|file|files}.",
    "tar-cut": "The archive ends early. Listed is what begins before the cut: {found} {found|file|files}.",
    "archive-nothing": "This archive holds no files.",
    "out-of-memory":
      "There was not enough memory to open this. Close other tabs or forget other open data, then try again.",
    internal: "This could not be opened because of a fault in this program.",
  },
  de: {
    unreadable:
      "Der Browser konnte diese Datei nicht lesen. Vielleicht wurde sie verschoben, oder Sie dürfen sie nicht öffnen.",
    "too-large":
      "Ausgepackt enthält dies mehr als {limit}. Packen Sie es auf Ihrem Rechner aus und öffnen Sie die Datei, die Sie brauchen.",
    bomb: "Aus den ersten {offset} gepackten {offset|Byte|Bytes} kamen {size}, mehr als das Tausendfache: keine Datei, die gelesen werden soll. Dort endete das Auspacken.",
    "too-deep": "Dies ist mehr als {most}-mal verpackt. So weit wurde es ausgepackt, und nicht weiter.",
    "too-many": "{count} Dateien sind angekommen; die ersten {most} sind aufgelistet.",
    damaged: "Die gepackten Daten sind beschädigt oder enden zu früh. Geöffnet ist, was davor steht: {size}.",
    cut: "Das Archiv endet mitten in dieser Datei. Geöffnet ist, was davon da ist: {size}.",
    checksum: "Die Prüfsumme stimmt nicht: Etwas in diesen {size} ist anders als beim Packen.",
    base64: "Byte {offset} ist kein Base64-Zeichen. Es wurde übergangen; was folgt, kann falsch sein.",
    folder: "Der Ordner {name} ließ sich nicht lesen.",
    "zip-split": "Dies ist ein Teil eines geteilten Archivs. Fügen Sie die Teile zuerst zusammen.",
    "zip-directory":
      "Dieses Archiv enthält kein Verzeichnis seiner Dateien und beginnt mit keiner: Es ist beschädigt oder kein Zip-Archiv.",
    "zip-large": "Das Verzeichnis dieses Archivs ist zu lang, um hier gelesen zu werden.",
    "zip-directory-damaged":
      "Das Verzeichnis des Archivs ist bei Byte {offset} beschädigt: {found} von {expected} {expected|Datei ist|Dateien sind} aufgelistet.",
    "zip-directory-missing":
      "Das Archiv endet zu früh: Sein Verzeichnis fehlt. Aufgelistet ist, was vor dem Ende beginnt: {found} {found|Datei|Dateien}.",
    "zip-entry":
      "Das Archiv ist beschädigt: Bei Byte {offset} beginnt keine Datei, obwohl sein Verzeichnis es sagt.",
    "zip-encrypted":
      "Diese Datei ist im Archiv verschlüsselt. Packen Sie sie mit dem Passwort auf Ihrem Rechner aus.",
    "zip-method":
      "Diese Datei ist mit {method} gepackt, was Browser nicht auspacken. Packen Sie sie auf Ihrem Rechner aus und öffnen Sie sie hier.",
    "tar-damaged": "Dieses Tar-Archiv ist am Anfang beschädigt: Dort beginnt keine Datei.",
    "tar-damaged-here":
      "Das Archiv ist bei Byte {offset} beschädigt. Aufgelistet ist, was davor steht: {found} {found|Datei|Dateien}.",
    "tar-cut":
      "Das Archiv endet zu früh. Aufgelistet ist, was vor dem Ende beginnt: {found} {found|Datei|Dateien}.",
    "archive-nothing": "Dieses Archiv enthält keine Dateien.",
    "out-of-memory":
      "Der Speicher reichte nicht, um das zu öffnen. Schließen Sie andere Tabs oder vergessen Sie andere geöffnete Daten und versuchen Sie es noch einmal.",
    internal: "Dies ließ sich wegen eines Fehlers in diesem Programm nicht öffnen.",
  },
});

type Code = Parameters<typeof t>[0];

const CODES: ReadonlySet<string> = new Set<Code>([
  "unreadable",
  "too-large",
  "bomb",
  "too-deep",
  "too-many",
  "damaged",
  "cut",
  "checksum",
  "base64",
  "folder",
  "zip-split",
  "zip-directory",
  "zip-large",
  "zip-directory-damaged",
  "zip-directory-missing",
  "zip-entry",
  "zip-encrypted",
  "zip-method",
  "archive-nothing",
  "tar-damaged",
  "tar-damaged-here",
  "tar-cut",
  "out-of-memory",
]);

const SIZES: ReadonlySet<string> = new Set(["size", "limit"]);

/** Names of folders are the visitor's; everything else is a number, or a word of ours. */
function said(name: string, value: string | number): string | number {
  if (name === "name") return shown(datum(String(value)));
  return SIZES.has(name) && typeof value === "number" ? formatSize(value) : value;
}

export function failureSentence({ code, offset, values }: Failure): string {
  const words = Object.entries(values).map(([name, value]) => [name, said(name, value as string | number)]);
  return t(CODES.has(code) ? (code as Code) : "internal", { offset, ...Object.fromEntries(words) });
}
