/**
 * `node convert_text.mjs FILE CORE` converts a feed, beginning with its bytes, and prints one line of JSON: for each way
 * seconds of processor time, bytes written, and how many changes there were.
 */

import { readFileSync } from "node:fs";
import { argv, cpuUsage, stdout } from "node:process";
import { pathToFileURL } from "node:url";

const [, , path, core] = argv;
const { convertText, exportText, importJson, Library, NOTHING_CHOSEN, parseHl7, REPAIRS } = await import(
  pathToFileURL(core).href
);
const bytes = new Uint8Array(readFileSync(path));
const found = {};
/** JSON needs no dictionary. */
const none = new Library({ versions: [], tables: "" });

function measure(name, work) {
  const pieces = [];
  const begun = cpuUsage();
  const { counts } = work((piece) => pieces.push(piece));
  const { user, system } = cpuUsage(begun);
  const changes = [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  found[name] = { seconds: (user + system) / 1e6, size, changes };
  return pieces;
}

const every = { terminator: "lf", framing: "mllp", mark: "add", charset: "iso-8859-1", delimiters: "suggested" };
measure("line ends", (write) => convertText(parseHl7(bytes), { ...NOTHING_CHOSEN, terminator: "crlf" }, write));
measure("everything", (write) => convertText(parseHl7(bytes), { ...every, repairs: new Set(REPAIRS) }, write));
const json = measure("to JSON", (write) => exportText(parseHl7(bytes), "json", none, write));
const back = measure("from JSON", (write) => importJson(Buffer.concat(json), { decoded: false }, write));
found.identical = Buffer.concat(back).equals(bytes);
stdout.write(`${JSON.stringify(found)}\n`);
