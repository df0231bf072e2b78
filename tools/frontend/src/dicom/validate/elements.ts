/** Every element by itself: its VR, how many values it has, and how each is written (PS3.5 6.2, PS3.6 6). */

import type { ElementDictionary, ElementEntry } from "../dictionary";
import type { ElementValues } from "../element-values";
import { CUT_SHORT, EXPLICIT_VR, NO_ROW, pathOf, valueLength, valueOffset, WRITTEN_UN } from "../elements";
import { creatorTag, isGroupLength, isPrivate, tagText } from "../tags";
import { isNumeric, isText } from "../value";
import { VR_UN, vrCode, vrName } from "../vr";
import { wordSize } from "../word-size";
import type { Findings, Place } from "./findings";
import { brokenRule, isWithin, type Multiplicity, readMultiplicity } from "./forms";
import type { RuleCode } from "./rules";

/** Longer text is looked at by its length alone. */
const MOST_TEXT = 65_536;
const SPACE = 0x20;
const VR_UI = vrCode("UI");
/** PS3.5 6.4: text in which a backslash is no separator, and bytes without an end: always one value. */
const SINGLE = new Set(["LT", "ST", "UT", "UR", "OB", "OD", "OF", "OL", "OV", "OW", "UN"].map(vrCode));
/** How much of a value a finding quotes. */
const QUOTED = 64;
const ROWS_A_TELL = 0x3fff;

interface ElementCheckOptions {
  /** Offsets of elements whose text the declared character set does not read. */
  readonly unreadable: ReadonlySet<number>;
  readonly progress: (row: number) => void;
}

export class ElementCheck {
  readonly #values: ElementValues;
  readonly #dictionary: ElementDictionary;
  readonly #findings: Findings;
  readonly #multiplicities = new Map<string, Multiplicity | null>();
  /** Private creators by data set and block. */
  readonly #creators = new Set<string>();

  readonly #options: ElementCheckOptions;

  constructor(
    values: ElementValues,
    dictionary: ElementDictionary,
    findings: Findings,
    options: ElementCheckOptions,
  ) {
    this.#options = options;
    this.#values = values;
    this.#dictionary = dictionary;
    this.#findings = findings;
  }

  /** How many elements were looked at. */
  run(): number {
    const { index } = this.#values;
    let count = 0;
    for (let row = 0; row < index.count; row++) {
      if ((row & ROWS_A_TELL) === ROWS_A_TELL) this.#options.progress(row);
      if (index.item[row] !== 0) continue;
      count++;
      this.#element(row, index.tag[row] as number);
    }
    return count;
  }

  #element(row: number, tag: number): void {
    const { index } = this.#values;
    if (isPrivate(tag)) this.#private(row, tag);
    const entry = this.#dictionary.find(tag);
    if (!entry) {
      if (!isPrivate(tag)) this.#add("not-in-dictionary", row, { found: tagText(tag) });
    } else {
      if (entry.retired && !isGroupLength(tag)) this.#add("retired", row);
      this.#representation(row, entry);
    }
    const isCut = ((index.flags[row] as number) & CUT_SHORT) !== 0;
    if (!isCut && this.#values.kind(row) === "value")
      this.#value(row, isPrivate(tag) ? null : (entry ?? null));
  }

  /** PS3.5 7.8.1 */
  #private(row: number, tag: number): void {
    const parent = this.#values.index.parent[row] as number;
    const creator = creatorTag(tag);
    if (creator === 0) this.#creators.add(`${parent} ${tag}`);
    else if (!this.#creators.has(`${parent} ${creator}`))
      this.#add("no-creator", row, { expected: tagText(creator) });
  }

  /** PS3.5 6.2.2: UN is what a writer says who does not know. */
  #representation(row: number, entry: ElementEntry): void {
    const { index } = this.#values;
    const flags = index.flags[row] as number;
    const vr = index.vr[row] as number;
    if ((flags & EXPLICIT_VR) === 0 || (flags & WRITTEN_UN) !== 0 || vr === VR_UN || entry.vr === "") return;
    if (!entry.vr.split(" or ").includes(vrName(vr)))
      this.#add("vr-other", row, { found: vrName(vr), expected: entry.vr });
  }

  #value(row: number, entry: ElementEntry | null): void {
    const { index } = this.#values;
    const length = valueLength(index, row);
    const vr = index.vr[row] as number;
    if (length === 0) return;
    if (isText(vr)) this.#text(row, vr, length, entry);
    else if (isNumeric(vr) || wordSize(vr) > 1) this.#numbers(row, vr, length, entry);
  }

  #numbers(row: number, vr: number, length: number, entry: ElementEntry | null): void {
    const size = vrName(vr) === "AT" ? 4 : wordSize(vr);
    if (length % size !== 0) this.#add("value-size", row, { found: length, expected: `${size} × n` });
    else if (isNumeric(vr)) this.#count(row, length / size, entry);
  }

  #text(row: number, vr: number, length: number, entry: ElementEntry | null): void {
    this.#padding(row, vr, length);
    if (length > MOST_TEXT || this.#options.unreadable.has(this.#values.index.offset[row] as number)) return;
    const name = vrName(vr);
    const isSingle = SINGLE.has(vr);
    const whole = this.#values.text(row) ?? "";
    const texts = isSingle ? [whole] : whole.split("\\");
    this.#count(row, texts.length, entry);
    for (const text of texts) {
      const value = isSingle ? text : text.replace(/ +$/, "").replace(/^ +/, "");
      const broken = value === "" ? null : brokenRule(name, value);
      if (broken) {
        this.#add(broken.code, row, { found: value.slice(0, QUOTED), expected: broken.expected });
        return;
      }
    }
  }

  /** PS3.5 6.2: text is padded with a space, a UID with a zero byte. */
  #padding(row: number, vr: number, length: number): void {
    const { bytes, start } = this.#values.source.page(valueOffset(this.#values.index, row) + length - 1, 1);
    const last = bytes[valueOffset(this.#values.index, row) + length - 1 - start];
    const isUid = vr === VR_UI;
    if (last === (isUid ? SPACE : 0))
      this.#add("value-padding", row, { found: isUid ? "20" : "00", expected: isUid ? "00" : "20" });
  }

  #count(row: number, count: number, entry: ElementEntry | null): void {
    if (!entry || SINGLE.has(this.#values.index.vr[row] as number)) return;
    let allowed = this.#multiplicities.get(entry.vm);
    if (allowed === undefined) {
      allowed = readMultiplicity(entry.vm);
      this.#multiplicities.set(entry.vm, allowed);
    }
    if (allowed && !isWithin(count, allowed))
      this.#add("multiplicity", row, { found: count, expected: entry.vm });
  }

  #add(
    code: RuleCode,
    row: number,
    details: { readonly found?: string | number; readonly expected?: string } = {},
  ): void {
    // A path is built only for what is kept.
    this.#findings.add(code, this.#findings.isFull(code) ? NOWHERE : this.#place(row), details);
  }

  #place(row: number): Place {
    const { index } = this.#values;
    return { path: row === NO_ROW ? "" : pathOf(index, row), offset: index.offset[row] as number };
  }
}

const NOWHERE: Place = { path: "", offset: 0 };
