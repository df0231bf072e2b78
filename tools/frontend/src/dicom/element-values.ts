/** The values of a file's rows: from the index back to the bytes, each in the character set that holds where it stands. */

import type { ByteSource } from "../bytes/source";
import type { Charset } from "./charset";
import { charsetAt, type DeclaredCharsets, declaredCharsets } from "./context";
import { BIG_ENDIAN, type ElementIndex, ENCAPSULATED, NO_ROW, valueLength, valueOffset } from "./elements";
import { SharedTexts } from "./shared-texts";
import { UNDEFINED_LENGTH } from "./tags";
import { type TypedValue, typedValues } from "./typed";
import { isText, textOf, type ValueContext, valuesOf } from "./value";
import { VR_SQ } from "./vr";

/** What a row is, for whoever writes it down. */
export type RowKind = "value" | "sequence" | "item" | "fragments" | "fragment";

export class ElementValues {
  readonly source: ByteSource;
  readonly index: ElementIndex;
  readonly charsets: DeclaredCharsets;
  readonly #texts: SharedTexts;
  /** Nothing but the top of the file declares a character set, if anything does. */
  readonly #isOfFile: boolean;
  readonly #charsetHere = (): Charset | null => this.charset(this.#row);
  #row = 0;
  #parent = Number.NaN;
  #charset: Charset | null = null;

  /** `texts`: shared with the other files of a folder. */
  constructor(
    source: ByteSource,
    index: ElementIndex,
    charsets = declaredCharsets(source, index),
    texts = new SharedTexts(),
  ) {
    this.source = source;
    this.#texts = texts;
    this.index = index;
    this.charsets = charsets;
    this.#isOfFile = charsets.size === 0 || (charsets.size === 1 && charsets.has(NO_ROW));
  }

  kind(row: number): RowKind {
    const { index } = this;
    const isEncapsulated = ((index.flags[row] as number) & ENCAPSULATED) !== 0;
    if (index.item[row] !== 0) return isEncapsulated ? "fragment" : "item";
    if (isEncapsulated) return "fragments";
    const holdsItems = (index.end[row] as number) > row + 1;
    const isOpen = index.length[row] === UNDEFINED_LENGTH;
    return holdsItems || isOpen || index.vr[row] === VR_SQ ? "sequence" : "value";
  }

  /** The value's bytes, as far as the file has them; at most `most`. */
  bytes(row: number, most = Number.POSITIVE_INFINITY): Uint8Array {
    const { index } = this;
    return this.source.slice(valueOffset(index, row), Math.min(valueLength(index, row), most));
  }

  /**
   * Elements of one data set follow each other, and have their character set in common; mostly the whole file has.
   */
  charset(row: number): Charset | null {
    const parent = this.#isOfFile ? NO_ROW : (this.index.parent[row] as number);
    if (parent !== this.#parent) {
      this.#charset = charsetAt(this.index, row, this.charsets);
      this.#parent = parent;
    }
    return this.#charset;
  }

  context(row: number): ValueContext {
    const bigEndian = ((this.index.flags[row] as number) & BIG_ENDIAN) !== 0;
    return { bigEndian, charset: this.charset(row) };
  }

  /** The whole value as text, several with a backslash between them, without padding; null for any other VR. */
  text(row: number): string | null {
    const { index } = this;
    const vr = index.vr[row] as number;
    if (!isText(vr)) return null;
    const from = (index.offset[row] as number) + (index.header[row] as number);
    const length = (index.valueEnd[row] as number) - from;
    if (length === 0) return "";
    const { bytes, start } = this.source.page(from, length);
    this.#row = row;
    return textOf(bytes, from - start, from - start + length, vr, this.#charsetHere, this.#texts, row);
  }

  /** The values one by one, as text. */
  values(row: number): readonly string[] {
    return valuesOf(this.bytes(row), this.index.vr[row] as number, this.context(row));
  }

  typed(row: number): readonly TypedValue[] {
    return typedValues(this.bytes(row), this.index.vr[row] as number, this.context(row));
  }
}
