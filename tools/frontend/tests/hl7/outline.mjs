/**
 * `node tests/hl7/outline.mjs` reads messages from standard input, one a line as a JSON string, and writes what our
 * parser finds in each as one line of JSON: `[[segment ID, field, repetition, component, sub-component, raw, text]]`
 * for every part that splits no further; all numbers one-based. For cross-checks against other readers.
 */

import { readFileSync } from "node:fs";
import { stdin, stdout } from "node:process";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const source = fileURLToPath(new URL("../../src/hl7/index.ts", import.meta.url));
const hl7 = (await runnerImport(source, { configFile: false, logLevel: "error" })).module;

function outline(message) {
  const text = hl7.parseHl7(new TextEncoder().encode(message));
  const opened = hl7.openBlock(text, hl7.blockOf(text.blocks, 0));
  const tree = hl7.buildTree(text, opened);
  const leaves = Array.from({ length: tree.count }, (_, row) => row).filter(
    (row) => tree.last[row] === row + 1 && tree.field[row] > 0,
  );
  return leaves.map((row) => leafOf(text, opened, tree, row));
}

function leafOf(text, { segments, block, charset }, tree, row) {
  const { id } = hl7.segmentAt(segments, tree.segment[row]);
  const span = { start: tree.start[row], end: tree.end[row] };
  const literal = hl7.definesDelimiters(id, tree.field[row]);
  const reading = { delimiters: block.delimiters, encoding: charset.encoding, literal };
  const { raw, text: decoded } = hl7.readValue(text.bytes, span, reading);
  const numbers = [tree.field, tree.repetition, tree.component, tree.subcomponent].map(
    (column) => column[row] || 1,
  );
  return [`${tree.segment[row] + 1}`, ...numbers, raw, decoded];
}

const lines = readFileSync(stdin.fd, "utf8").split("\n");
for (const line of lines) if (line !== "") stdout.write(`${JSON.stringify(outline(JSON.parse(line)))}\n`);
