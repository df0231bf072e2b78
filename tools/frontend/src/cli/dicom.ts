/**
 * `dicom FILE…` prints what is in DICOM files, one line of JSON for each: `fileJson` says what is in it.
 *
 *     --dump        text in the form of dcmdump instead
 *     --json        the DICOM JSON Model (PS3.18 F)
 *     --xml         the Native DICOM Model (PS3.19 A.1)
 *     --csv         a line for each element
 *     --validate    what breaks the standard: a line of JSON with findings (`validationJson`)
 *     --save OUT    writes the one file back with our writer, nothing changed: the same bytes
 *
 * The exit status is 1 if a file could not be read, 2 if the arguments make no sense.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import process, { argv, env, stderr, stdout } from "node:process";
import elementTable from "../../../dictionaries/data/dicom-elements.tsv?raw";
import iods from "../../../dictionaries/data/dicom-iods.tsv?raw";
import items from "../../../dictionaries/data/dicom-items.tsv?raw";
import modules from "../../../dictionaries/data/dicom-modules.tsv?raw";
import privateTable from "../../../dictionaries/data/dicom-private.tsv?raw";
import { joined } from "../bytes/change";
import { asFailure } from "../bytes/fault";
import { type ByteSource, memorySource } from "../bytes/source";
import {
  csvLines,
  dataSetJson,
  dumpLines,
  ElementValues,
  type OpenedDicom,
  open,
  readElementDictionary,
  readPrivateDictionary,
  xmlLines,
} from "../dicom";
import { readIodTables } from "../dicom/validate";
import { patch } from "../dicom/write";
import { inflate } from "../workers/inflate";
import { failureJson, fileJson } from "./file-json";
import { validationJson } from "./validation-json";

const dictionary = readElementDictionary(elementTable, readPrivateDictionary(privateTable));
const tables = readIodTables({ iods, modules, items });

type Form = (path: string, opened: OpenedDicom, values: ElementValues) => Iterable<string>;

const FORMS: Readonly<Record<string, Form>> = {
  "": (path, { file }, values) => [fileJson(path, file, values)],
  "--dump": (_path, { file }, values) => dumpLines(file, values, dictionary),
  "--json": (_path, _opened, values) => [JSON.stringify(dataSetJson(values))],
  "--xml": (_path, _opened, values) => xmlLines(values, dictionary),
  "--validate": (path, opened, values) => [validationJson(path, opened, values, { dictionary, tables })],
  "--csv": (_path, _opened, values) => withoutLineEnds(csvLines(values, dictionary)),
};

const USAGE = "usage: dicom [--dump | --json | --xml | --csv | --validate | --save OUT] FILE…\n";

interface Request {
  readonly files: readonly string[];
  readonly form: Form;
  readonly save: string | null;
}

/** null: these arguments make no sense. */
function requestOf(words: readonly string[]): Request | null {
  const files: string[] = [];
  let form = "";
  let save: string | null = null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "--save") save = words[++at] ?? "";
    else if (word in FORMS && word !== "") form = word;
    else if (word.startsWith("--")) return null;
    else files.push(word);
  }
  if (files.length === 0 || save === "" || (save !== null && files.length > 1)) return null;
  return { files, form: FORMS[form] as Form, save };
}

/** Paths are the caller's, wherever npm runs this. */
const placeOf = (path: string): string => resolve(env["INIT_CWD"] ?? ".", path);

async function show(path: string, { form, save }: Request): Promise<boolean> {
  try {
    const bytes = new Uint8Array(readFileSync(placeOf(path)));
    const given = memorySource(bytes);
    const opened = await open(given, { vrOf: dictionary.vrOf, inflate });
    const values = new ElementValues(opened.source, opened.file.elements);
    if (save !== null) writeFileSync(placeOf(save), saved(bytes, opened, given));
    else for (const line of form(path, opened, values)) stdout.write(`${line}\n`);
    return true;
  } catch (error) {
    const isSystem = error instanceof Error && "code" in error && "syscall" in error;
    const failure = isSystem ? { code: String(error.code), offset: -1, values: {} } : asFailure(error);
    stdout.write(`${failureJson(path, failure)}\n`);
    return false;
  }
}

/**
 * The file as our writer writes it with nothing changed. Of a deflated one that is what comes before the stream: another
 * program packed the rest, and packed anew it would be other bytes.
 */
function saved(bytes: Uint8Array, { file, source }: OpenedDicom, given: ByteSource): Uint8Array {
  const written = patch(source.slice(0, source.length), file, []);
  if (source === given) return written;
  return joined([written.subarray(0, file.dataSet), bytes.subarray(file.dataSet)]);
}

function* withoutLineEnds(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield line.trimEnd();
}

// Not `exit`: what was written to a pipe may still be on its way.
const request = requestOf(argv.slice(2));
if (request === null) {
  stderr.write(USAGE);
  process.exitCode = 2;
} else for (const path of request.files) if (!(await show(path, request))) process.exitCode = 1;
