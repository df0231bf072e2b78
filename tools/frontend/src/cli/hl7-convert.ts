/**
 * `hl7 --convert [option]… FILE` prints the file as the converter of the site writes it. What is not asked for stays as
 * it is, byte for byte; how often each was done is said on the error output.
 *
 *     --ends cr|lf|crlf            line ends
 *     --frames mllp|none           MLLP frames
 *     --mark add|remove            byte order mark
 *     --delimiters suggested       |^~\& with everything that it asks for
 *     --charset utf-8|iso-8859-1…  another character set, with MSH-18
 *     --repair all|NAME,NAME…      what is put right
 *     --form json|json-raw|xml|csv the messages in another form instead
 *     --from json|xml              HL7 v2 out of one of those
 *     --out FILE                   into a file instead
 */

import { stderr } from "node:process";
import { joined } from "../bytes/change";
import { type Datum, unmasked } from "../bytes/datum";
import { asFailure, type Failure, Fatal } from "../bytes/fault";
import { loadLibrary } from "../dictionary/standard";
import { parseHl7 } from "../hl7";
import { WRITTEN, type WrittenEncoding } from "../hl7/charset-write";
import {
  type Choices,
  choosesNothing,
  FRAMINGS,
  MARKS,
  REPAIRS,
  type Repair,
  TERMINATORS,
} from "../hl7/convert/choices";
import { exportText, FORMS } from "../hl7/convert/export";
import type { Write as PutPiece } from "../hl7/convert/gather";
import { importJson } from "../hl7/convert/json-read";
import { convertText } from "../hl7/convert/text";
import { importXml } from "../hl7/convert/xml-read";
import { Library } from "../hl7/library";
import { givenOptions, Mistake, oneOf, readBytes, writeBytes } from "./given";

type Write = (bytes: Uint8Array) => Promise<void>;
type Given = ReadonlyMap<string, string>;

const VALUED = [
  "--ends",
  "--frames",
  "--mark",
  "--delimiters",
  "--charset",
  "--repair",
  "--form",
  "--from",
  "--out",
] as const;
const CHARSETS = ["keep", ...(Object.keys(WRITTEN) as WrittenEncoding[])] as const;
const SOURCES = ["hl7", "json", "json-decoded", "xml"] as const;
export const CONVERT_USAGE = `       hl7 --convert ${VALUED.map((name) => `[${name} …]`).join(" ")} FILE\n`;
const NOT_CONVERTED = 1;
const WRONG = 2;

/** The status. */
export async function converting(given: readonly string[], write: Write): Promise<number> {
  let path = "";
  try {
    const { options, words } = givenOptions(given, { valued: VALUED, plain: [] });
    [path = ""] = words;
    if (words.length !== 1) throw new Mistake("one file at a time");
    const bytes = await converted(path, options);
    const out = options.get("--out");
    if (out === undefined) await write(bytes);
    else writeBytes(out, bytes);
    return 0;
  } catch (error) {
    if (error instanceof Mistake) {
      stderr.write(`hl7: --convert: ${error.message}\n`);
      return WRONG;
    }
    if (!(error instanceof Fatal)) throw error;
    stderr.write(`hl7: --convert: ${path}: ${failureWords(asFailure(error))}\n`);
    return NOT_CONVERTED;
  }
}

/** @throws Mistake, and Fatal as the readers and writers do */
async function converted(path: string, options: Given): Promise<Uint8Array> {
  const choices = choicesOf(options);
  const form = oneOf("--form", options.get("--form"), ["hl7", ...FORMS] as const, "hl7");
  const from = oneOf("--from", options.get("--from"), SOURCES, "hl7");
  if (from !== "hl7" && (form !== "hl7" || !choosesNothing(choices)))
    throw new Mistake("--from goes with no other choice: convert what comes of it once more");
  const bytes = readBytes(path);
  if (from === "xml") return gathered((put) => importXml(bytes, put));
  if (from !== "hl7") return gathered((put) => importJson(bytes, { decoded: from === "json-decoded" }, put));
  const changed = gathered((put) => sayChanges(convertText(parseHl7(bytes), choices, put).counts));
  if (form === "hl7") return changed;
  const library = new Library(await loadLibrary());
  return gathered((put) => exportText(parseHl7(changed), form, library, put));
}

function gathered(work: (put: PutPiece) => unknown): Uint8Array {
  const pieces: Uint8Array[] = [];
  work((piece) => pieces.push(piece));
  return joined(pieces);
}

/** @throws Mistake */
function choicesOf(options: Given): Choices {
  return {
    terminator: oneOf("--ends", options.get("--ends"), TERMINATORS, "keep"),
    framing: oneOf("--frames", options.get("--frames"), FRAMINGS, "keep"),
    mark: oneOf("--mark", options.get("--mark"), MARKS, "keep"),
    delimiters: oneOf("--delimiters", options.get("--delimiters"), ["keep", "suggested"] as const, "keep"),
    charset: oneOf("--charset", options.get("--charset"), CHARSETS, "keep"),
    repairs: repairsOf(options.get("--repair")),
  };
}

/** @throws Mistake */
function repairsOf(given: string | undefined): ReadonlySet<Repair> {
  if (given === undefined) return new Set();
  if (given === "all") return new Set(REPAIRS);
  return new Set(given.split(",").map((name) => oneOf("--repair", name, REPAIRS, "blank-line")));
}

function sayChanges(counts: ReadonlyMap<string, number>): void {
  for (const [kind, times] of counts) stderr.write(`hl7: --convert: ${times}× ${kind}\n`);
}

/** What, where, found, expected: as far as the failure says it. */
function failureWords({ code, offset, values }: Failure): string {
  const said = Object.entries(values).map(
    ([name, value]) => `${name} ${typeof value === "number" ? value : unmasked(value as Datum)}`,
  );
  return [code, ...(offset >= 0 ? [`byte ${offset}`] : []), ...said].join(", ");
}
