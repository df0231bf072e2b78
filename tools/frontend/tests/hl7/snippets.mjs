/** Of each message on the input, JSON a line, every value's path with its text and the code that reads it in Python. */

import { readFileSync, writeSync } from "node:fs";
import {
  blockOf,
  openBlock,
  parseHl7,
  parsePath,
  snippetsOf,
  valuesByPath,
} from "../../dist-node/hl7-core.js";

for (const line of readFileSync(0, "utf8").split("\n")) {
  if (line === "") continue;
  const text = parseHl7(new TextEncoder().encode(JSON.parse(line)));
  const values = valuesByPath(text, openBlock(text, blockOf(text.blocks, 0)));
  const found = [...values].map(([path, value]) => {
    const codes = snippetsOf(parsePath(path), { terser: null, repeats: true });
    return { path, value, ...Object.fromEntries(codes.map(({ kind, code }) => [kind, code])) };
  });
  writeSync(1, `${JSON.stringify(found)}\n`);
}
