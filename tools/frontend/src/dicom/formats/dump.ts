/**
 * A file as text, in the form of DCMTK's dcmdump with UIDs as numbers (`dcmdump -Un`), long values cut as it cuts them:
 *
 *     (0010,0010) PN [SAMPLE^ADA]                             #  10, 1 PatientName
 *     (0040,0275) SQ (Sequence with explicit length #=1)      # 100, 1 RequestAttributesSequence
 *       (fffe,e000) na (Item with explicit length #=2)          #  92, 1 Item
 */

import type { ElementDictionary } from "../dictionary";
import type { ElementValues } from "../element-values";
import { itemCount, NO_ROW, valueLength } from "../elements";
import type { DicomFile } from "../parse";
import { META_GROUP, UNDEFINED_LENGTH } from "../tags";
import { valuesOf } from "../value";
import { VR_AT, VR_OW, vrCode, vrName } from "../vr";

const VALUE_WIDTH = 40;
const LENGTH_WIDTH = 3;
const MULTIPLICITY_WIDTH = 2;
/** A value is cut where it would be wider with its "...". */
const MOST_WIDTH = 70;
const CUT = "...";
const NO_VALUE = "(no value available)";
const UNKNOWN_NAME = "Unknown Tag & Data";

const ITEM_END = "(fffe,e00d) na";
const SEQUENCE_END = "(fffe,e0dd) na";

/** The lines of a file, in the order of its bytes. */
export function* dumpLines(
  file: DicomFile,
  values: ElementValues,
  dictionary: ElementDictionary,
): Generator<string> {
  const { index } = values;
  const metaEnd = index.tag.findIndex((tag) => tag >>> 16 > META_GROUP);
  yield "";
  yield "# Dicom-File-Format";
  yield "";
  yield "# Dicom-Meta-Information-Header";
  yield "# Used TransferSyntax: Little Endian Explicit";
  const dump = new Dump(values, dictionary, (text) => text);
  const dataSet = metaEnd === NO_ROW ? index.count : metaEnd;
  yield* dump.rows(0, dataSet);
  yield "";
  yield "# Dicom-Data-Set";
  const { explicit, bigEndian } = file.encoding;
  yield `# Used TransferSyntax: ${bigEndian ? "Big" : "Little"} Endian ${explicit ? "Explicit" : "Implicit"}`;
  yield* dump.rows(dataSet, index.count);
}

/** One element and what lies in it; for a copy. `seen` says what of each value may be seen. */
export function dumpRow(
  values: ElementValues,
  row: number,
  names: Names,
  seen: Seen = (text) => text,
): readonly string[] {
  return [...new Dump(values, names, seen).rows(row, values.index.end[row] as number)];
}

type Names = Pick<ElementDictionary, "find">;
type Seen = (text: string) => string;

class Dump {
  readonly #values: ElementValues;
  readonly #names: Names;
  readonly #seen: Seen;
  /** Names of private elements need their creator, which stands before them in the same data set. */
  readonly #open: number[] = [];

  constructor(values: ElementValues, names: Names, seen: Seen) {
    this.#values = values;
    this.#names = names;
    this.#seen = seen;
  }

  *rows(from: number, to: number): Generator<string> {
    for (let row = from; row < to; row++) {
      yield* this.#closeBefore(row);
      yield this.#line(row);
      const kind = this.#values.kind(row);
      if (kind !== "value" && kind !== "fragment") this.#open.push(row);
    }
    yield* this.#closeBefore(to);
  }

  /** Delimiters of what ends before `row`. dcmdump writes them for known lengths too. */
  *#closeBefore(row: number): Generator<string> {
    const { index } = this.#values;
    for (let last = this.#open.at(-1); last !== undefined; last = this.#open.at(-1)) {
      if ((index.end[last] as number) > row) return;
      this.#open.pop();
      const isItem = index.item[last] !== 0;
      const isOpen = index.length[last] === UNDEFINED_LENGTH;
      const name = isItem ? "ItemDelimitationItem" : "SequenceDelimitationItem";
      const reason = isOpen ? "" : isItem ? " for re-encoding" : " for re-encod.";
      const tag = isItem ? ITEM_END : SEQUENCE_END;
      yield this.#format(last, `${tag} `, `(${name}${reason})`, "0", 0, name);
    }
  }

  #line(row: number): string {
    const { index } = this.#values;
    const length = index.length[row] === UNDEFINED_LENGTH ? "u/l" : String(valueLength(index, row));
    const kind = this.#values.kind(row);
    const count = itemCount(index, row);
    const form = index.length[row] === UNDEFINED_LENGTH ? "undefined" : "explicit";
    if (kind === "item")
      return this.#format(row, "(fffe,e000) na ", `(Item with ${form} length #=${count})`, length, 1, "Item");
    if (kind === "fragment")
      return this.#format(row, "(fffe,e000) pi ", this.#binary(row), length, 1, "Item");
    if (kind === "fragments")
      return this.#format(row, this.#head(row), `(PixelSequence #=${count})`, length, 1, this.#name(row));
    if (kind === "sequence") {
      const what = `(Sequence with ${form} length #=${count})`;
      return this.#format(row, this.#head(row), what, length, 1, this.#name(row));
    }
    const { text, multiplicity } = this.#value(row);
    return this.#format(row, this.#head(row), text, length, multiplicity, this.#name(row));
  }

  #format(
    row: number,
    head: string,
    value: string,
    length: string,
    multiplicity: number,
    name: string,
  ): string {
    const indent = "  ".repeat((this.#values.index.level[row] as number) - 1);
    const size = length.padStart(LENGTH_WIDTH);
    const many = String(multiplicity).padStart(MULTIPLICITY_WIDTH);
    return `${indent}${head}${value.padEnd(VALUE_WIDTH)} # ${size},${many} ${name}`;
  }

  #head(row: number): string {
    const { index } = this.#values;
    const tag = (index.tag[row] as number).toString(16).padStart(8, "0");
    const isSequence = this.#values.kind(row) === "sequence";
    const vr = isSequence ? "SQ" : vrName(index.vr[row] as number) || "??";
    return `(${tag.slice(0, 4)},${tag.slice(4)}) ${vr} `;
  }

  #name(row: number): string {
    const tag = this.#values.index.tag[row] as number;
    const entry = this.#names.find(tag);
    if (entry?.keyword === "GroupLength") return "GenericGroupLength";
    if (!entry || entry.keyword === "") return UNKNOWN_NAME;
    return entry.retired ? `RETIRED_${entry.keyword}` : entry.keyword;
  }

  #value(row: number): { readonly text: string; readonly multiplicity: number } {
    const vr = this.#values.index.vr[row] as number;
    const text = this.#values.text(row);
    if (text !== null) {
      if (text === "") return { text: NO_VALUE, multiplicity: 0 };
      const multiplicity = ONE_TEXT.has(vr) ? 1 : text.split("\\").length;
      return { text: cut(`[${this.#seen(text)}]`), multiplicity };
    }
    if (BYTES.has(vr)) return { text: this.#binary(row), multiplicity: 1 };
    return this.#numbers(row, vr);
  }

  /** No more of them are read than fit: a stream may be as long as the file. */
  #numbers(row: number, vr: number): { readonly text: string; readonly multiplicity: number } {
    const bytes = this.#values.bytes(row, MOST_WIDTH * WIDEST);
    const numbers = valuesOf(bytes, STREAMS.get(vr) ?? vr, this.#values.context(row));
    if (numbers.length === 0) return { text: NO_VALUE, multiplicity: STREAMS.has(vr) ? 1 : 0 };
    const count = Math.floor((valueLength(this.#values.index, row) * numbers.length) / bytes.length);
    const shown = vr === VR_AT ? numbers.map(attribute) : numbers;
    return { text: this.#seen(cutNumbers(shown)), multiplicity: STREAMS.has(vr) ? 1 : count };
  }

  /** Bytes, or words of two bytes for OW, in hexadecimal. */
  #binary(row: number): string {
    const { index } = this.#values;
    const length = valueLength(index, row);
    const unit = index.vr[row] === VR_OW ? WORD : 1;
    const width = unit * HEX_WIDTH + 1;
    const isCut = (length / unit) * width - 1 > MOST_WIDTH;
    const most = isCut ? Math.floor((MOST_WIDTH - CUT.length + 1) / width) * unit : length;
    const bytes = this.#values.bytes(row, most);
    if (bytes.length === 0) return NO_VALUE;
    const { bigEndian } = this.#values.context(row);
    const units: string[] = [];
    for (let at = 0; at < bytes.length; at += unit) {
      const word = Array.from(bytes.subarray(at, at + unit), (byte) =>
        byte.toString(16).padStart(HEX_WIDTH, "0"),
      );
      units.push((bigEndian ? word : word.reverse()).join(""));
    }
    return this.#seen(units.join("\\") + (isCut ? CUT : ""));
  }
}

const HEX_WIDTH = 2;
/** Bytes of a number (PS3.5 6.2, FD and UV). */
const WIDEST = 8;
const WORD = 2;
const codes = (names: string): ReadonlySet<number> => new Set(names.split(" ").map(vrCode));
const ONE_TEXT = codes("LT ST UR UT");
const BYTES = codes("OB OW UN");
/** Streams of numbers (PS3.5 6.2), of which each is one value, and the VR of a number in them. */
const STREAMS: ReadonlyMap<number, number> = new Map(
  ["OD FD", "OF FL", "OL UL", "OV UV"].map((pair) => {
    const [stream = "", number = ""] = pair.split(" ");
    return [vrCode(stream), vrCode(number)];
  }),
);

const attribute = (tag: string): string => `(${tag.slice(0, 4)},${tag.slice(4)})`.toLowerCase();
const cut = (text: string): string =>
  text.length <= MOST_WIDTH ? text : text.slice(0, MOST_WIDTH - CUT.length) + CUT;

/** As many as fit, never a part of one. */
function cutNumbers(numbers: readonly string[]): string {
  let text = "";
  for (const [place, number] of numbers.entries()) {
    const longer = place === 0 ? number : `${text}\\${number}`;
    const rest = place === numbers.length - 1 ? 0 : CUT.length;
    if (longer.length + rest > MOST_WIDTH) return text + CUT;
    text = longer;
  }
  return text;
}
