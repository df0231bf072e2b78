/** A file as comma-separated values: one line for every element. */

import { csvLine } from "../../bytes/csv";
import type { ElementDictionary } from "../dictionary";
import type { ElementValues } from "../element-values";
import { pathOf, valueLength } from "../elements";
import { tagHex } from "../tags";
import { displayValue } from "../value";
import { vrName } from "../vr";

const COLUMNS = ["path", "tag", "vr", "keyword", "offset", "length", "value"];
/** Of other binary values the bytes that are shown. */
const MOST_BYTES = 256;

/** The lines of a file, its head first. */
export function* csvLines(values: ElementValues, dictionary: ElementDictionary): Generator<string> {
  yield csvLine(COLUMNS);
  const { index } = values;
  for (let row = 0; row < index.count; row++) {
    if (index.item[row] !== 0) continue;
    const tag = index.tag[row] as number;
    yield csvLine([
      pathOf(index, row),
      tagHex(tag),
      vrName(index.vr[row] as number),
      dictionary.find(tag)?.keyword ?? "",
      index.offset[row] as number,
      valueLength(index, row),
      values.kind(row) === "value" ? valueText(values, row) : "",
    ]);
  }
}

function valueText(values: ElementValues, row: number): string {
  const text = values.text(row);
  if (text !== null) return text;
  const vr = values.index.vr[row] as number;
  return displayValue(values.bytes(row, MOST_BYTES), vr, values.context(row)).text;
}
