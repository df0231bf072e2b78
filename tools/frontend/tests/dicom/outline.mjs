/**
 * `node tests/dicom/outline.mjs` reads file names from standard input, one a line, and writes what our parser finds
 * in each as one line of JSON: `{ file, failure, faults, rows: [[path, VR, length, SHA-1 of the value]] }`. Items
 * and fragments have no VR. For cross-checks against other readers.
 */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { stdin, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const load = async (path) =>
  (await runnerImport(here(path), { configFile: false, logLevel: "error" })).module;

const dicom = await load("../../src/dicom/index.ts");
const { memorySource } = await load("../../src/bytes/source.ts");
const table = readFileSync(here("../../../dictionaries/data/dicom-elements.tsv"), "utf8");
const { vrOf } = dicom.readElementDictionary(table);

function outline(file) {
  const bytes = readFileSync(file);
  try {
    const { elements, faults, encoding } = dicom.parse(memorySource(bytes), { vrOf });
    const rows = Array.from({ length: elements.count }, (_, row) => rowOf(bytes, elements, row));
    return { file, failure: null, faults: faults.map(({ code }) => code), encoding, rows };
  } catch (error) {
    return { file, failure: error.failure?.code ?? String(error.stack), faults: [], rows: [] };
  }
}

function rowOf(bytes, elements, row) {
  const isLeaf = elements.end[row] === row + 1;
  const value = bytes.subarray(dicom.valueOffset(elements, row), elements.valueEnd[row]);
  const digest = isLeaf ? createHash("sha1").update(value).digest("hex") : "";
  return [dicom.pathOf(elements, row), dicom.vrName(elements.vr[row]), value.length, digest];
}

const names = readFileSync(stdin.fd, "utf8").split("\n");
for (const name of names) if (name !== "") stdout.write(`${JSON.stringify(outline(name))}\n`);
