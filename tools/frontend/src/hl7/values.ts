/** Every value of a message by its path. */

import type { Message } from "./message";
import type { Hl7Text } from "./parse";
import { formatPath } from "./path";
import { segmentAt } from "./segments";
import { definesDelimiters } from "./tokens";
import { pathOf, type Tree } from "./tree";
import { buildTree } from "./tree-build";
import { readValue } from "./value";

/** The text of each part that splits no further, null where it says `""`. Lines that are no segments are left out. */
export function valuesByPath(
  text: Hl7Text,
  message: Message,
  tree: Tree = buildTree(text, message),
): Map<string, string | null> {
  const values = new Map<string, string | null>();
  const reading = {
    delimiters: message.block.delimiters,
    encoding: message.charset.encoding,
  };
  for (let row = 0; row < tree.count; row++) {
    const splits = (tree.last[row] ?? 0) > row + 1;
    const field = tree.field[row] ?? 0;
    const segment = segmentAt(message.segments, tree.segment[row] ?? 0);
    if (splits || field === 0 || !segment || segment.id === "") continue;
    const span = { start: tree.start[row] ?? 0, end: tree.end[row] ?? 0 };
    const literal = definesDelimiters(segment.id, field);
    const value = readValue(text.bytes, span, { ...reading, literal });
    values.set(formatPath(pathOf(tree, message, row)), value.presence === "null" ? null : value.text);
  }
  return values;
}
