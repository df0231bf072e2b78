/**
 * Two files, element by element: those that belong together, those that one side has alone, and how they differ. Sequences
 * are compared item by item (`items.ts`), private elements by whose they are (`entries.ts`).
 */

import { type Datum, datum } from "../../bytes/datum";
import { CUT_SHORT, itemCount, NO_ROW, valueLength } from "../elements";
import { ITEM, isGroupLength, tagHex } from "../tags";
import { displayValue, isText } from "../value";
import { vrName } from "../vr";
import { childrenOf, entriesOf } from "./entries";
import type { Ignored, Way } from "./ignore";
import { itemPairs } from "./items";
import { type ComparedFile, endOf, writtenVr } from "./side";
import { type How, isVrChanged, type Relation, relate } from "./values";

/**
 * - "changed", "vr" (both say the same and state other VRs), "rewritten" (the same, in other bytes).
 * - "added": the right side alone has it. "removed": the left side alone.
 * - "order": the same items in another order. "beyond": one file ends before it, so it was not compared.
 * - "unknown": pixel data that it takes a codec to compare.
 * - "inside": something in it differs. "same".
 */
export const ROW_KINDS = [
  "changed",
  "vr",
  "added",
  "removed",
  "order",
  "rewritten",
  "beyond",
  "unknown",
  "inside",
  "same",
] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** Whether it counts that values say the same, or that their bytes are the same. */
export type Mode = "values" | "bytes";

/** What one side has at a place. */
export interface Said {
  /** `00081140[2]/00081155` */
  readonly path: string;
  /** As the file states it; "" where it states none. */
  readonly vr: string;
  /** In bytes, from the start of the file. */
  readonly offset: number;
  readonly length: number;
  /** Of a sequence "", of what was hashed the hash: "SHA-256 …". */
  readonly value: Datum;
  /** The value is longer than what is quoted. */
  readonly isCut: boolean;
  /** Items, or frames that were hashed. */
  readonly count: number;
}

export interface CompareRow {
  readonly kind: RowKind;
  readonly how: How;
  /** Number of the value or frame; 0 where none says it. */
  readonly at: number;
  /** Depth from 1. */
  readonly level: number;
  readonly tag: number;
  /** Whose it is: "" for an element of the standard. */
  readonly creator: Datum;
  /** One of the differences; not what lies in another one that counts as a whole. */
  readonly isCounted: boolean;
  readonly left: Said | null;
  readonly right: Said | null;
}

export interface CompareOptions {
  readonly mode: Mode;
  readonly ignored: Ignored;
  /** "all": rows that are the same too. */
  readonly rows: "all" | "differences";
}

export interface PairComparison {
  readonly rows: readonly CompareRow[];
  /** There are more rows than are listed; all are counted. */
  readonly isCut: boolean;
  /** Of rows that count. */
  readonly differences: number;
  /** Elements that say the same in other bytes. */
  readonly rewritten: number;
  /** Elements that were not looked at because they are ignored. */
  readonly ignored: number;
  /** Elements that lie behind the end of a damaged file. */
  readonly beyond: number;
  /** Pixel data that were not compared: it would take a codec. */
  readonly unknown: number;
}

/** More helps nobody, and would take the page's time. */
const MOST_ROWS = 50_000;
const LONGEST_TEXT = 1_000;
const LONGEST_BINARY = 48;

export function compareFiles(
  left: ComparedFile,
  right: ComparedFile,
  options: CompareOptions,
): PairComparison {
  const comparison = new Comparison([left, right], options);
  comparison.dataSets({ rows: [NO_ROW, NO_ROW], ways: [[], []], paths: ["", ""], level: 1 });
  return comparison.finish();
}

type Both<T> = readonly [left: T, right: T];

/** Where the walk is: rows of both sides, -1 for the top, and the ways to them. */
interface Spot {
  readonly rows: Both<number>;
  readonly ways: Both<Way>;
  readonly paths: Both<string>;
  readonly level: number;
}

type Outcome = Pick<CompareRow, "kind" | "how" | "at" | "isCounted">;

const SAME: Outcome = { kind: "same", how: "", at: 0, isCounted: false };
const INSIDE: Outcome = { ...SAME, kind: "inside" };
/** Items on one side, a value on the other. */
const UNLIKE: Outcome = { kind: "changed", how: "value", at: 0, isCounted: true };
const BEYOND: Outcome = { ...SAME, kind: "beyond" };

class Comparison {
  readonly #sides: Both<ComparedFile>;
  readonly #ends: Both<ReadonlyMap<number, number>>;
  readonly #options: CompareOptions;
  readonly #rows: CompareRow[] = [];
  #isCut = false;
  #differences = 0;
  #rewritten = 0;
  #ignored = 0;
  #beyond = 0;
  #unknown = 0;

  constructor(sides: Both<ComparedFile>, options: CompareOptions) {
    this.#sides = sides;
    this.#ends = [endOf(sides[0]), endOf(sides[1])];
    this.#options = options;
  }

  finish(): PairComparison {
    return {
      rows: this.#rows,
      isCut: this.#isCut,
      differences: this.#differences,
      rewritten: this.#rewritten,
      ignored: this.#ignored,
      beyond: this.#beyond,
      unknown: this.#unknown,
    };
  }

  /** The elements of two data sets that belong together. */
  dataSets({ rows, ways, paths, level }: Spot): void {
    for (const { left, right, creator } of entriesOf(this.#sides, rows)) {
      const own: Both<number> = [left, right];
      const tags = own.map((row, side) => this.#tag(side, row)) as unknown as Both<number>;
      // What counts the bytes of a group says nothing by itself (PS3.5 7.2).
      if (this.#options.mode === "values" && isGroupLength(Math.max(...tags))) continue;
      const spot: Spot = {
        rows: own,
        ways: [
          [...ways[0], tags[0]],
          [...ways[1], tags[1]],
        ],
        paths: [step(paths[0], tags[0]), step(paths[1], tags[1])],
        level,
      };
      if (this.#isIgnored(spot)) this.#ignored++;
      else this.#element(spot, rows, creator);
    }
  }

  #tag(side: number, row: number): number {
    return row === NO_ROW ? 0 : (this.#index(side).tag[row] as number);
  }

  #index(side: number): ComparedFile["file"]["elements"] {
    return (this.#sides[side] as ComparedFile).file.elements;
  }

  #isIgnored({ rows, ways }: Spot): boolean {
    const { ignored } = this.#options;
    return rows.some(
      (row, side) => row !== NO_ROW && ignored.covers(ways[side] as Way, this.#index(side).vr[row] as number),
    );
  }

  #element(spot: Spot, holders: Both<number>, creator: string): void {
    const [left, right] = spot.rows;
    if (left === NO_ROW || right === NO_ROW) this.#alone(spot, holders, creator);
    else if (this.#holdsItems(0, left) && this.#holdsItems(1, right)) this.#sequence(spot, creator);
    else if (this.#holdsItems(0, left) || this.#holdsItems(1, right)) this.#push(spot, UNLIKE, creator);
    else this.#leaf(spot, creator);
  }

  #holdsItems(side: number, row: number): boolean {
    return (this.#sides[side] as ComparedFile).values.kind(row) === "sequence";
  }

  /** One side alone has it, as far as the other was read. */
  #alone(spot: Spot, holders: Both<number>, creator: string): void {
    const side = spot.rows[0] === NO_ROW ? 1 : 0;
    const row = spot.rows[side] as number;
    const number = this.#index(side).item[row] || this.#tag(side, row);
    const end = this.#ends[1 - side]?.get(holders[1 - side] as number);
    if (end !== undefined && (number as number) > end) {
      this.#beyond++;
      this.#push(spot, BEYOND, creator);
      return;
    }
    const kind = side === 0 ? "removed" : "added";
    this.#push(spot, { kind, how: "", at: 0, isCounted: true }, creator);
    this.#within(side, row, spot, kind);
  }

  /** What lies in something that one side has alone: listed, and not counted. */
  #within(side: 0 | 1, row: number, around: Spot, kind: RowKind): void {
    for (const child of childrenOf(this.#index(side), row)) {
      const values = (this.#sides[side] as ComparedFile).values;
      if (values.kind(child) === "fragment") return;
      const path = step(around.paths[side], this.#tag(side, child), this.#index(side).item[child]);
      const spot: Spot = {
        ...around,
        rows: side === 0 ? [child, NO_ROW] : [NO_ROW, child],
        paths: side === 0 ? [path, ""] : ["", path],
        level: around.level + 1,
      };
      this.#push(spot, { kind, how: "", at: 0, isCounted: false }, "");
      this.#within(side, child, spot, kind);
    }
  }

  #leaf(spot: Spot, creator: string): void {
    const [left, right] = spot.rows.map((row, side) => ({
      side: this.#sides[side] as ComparedFile,
      row,
    })) as [Parameters<typeof relate>[0], Parameters<typeof relate>[1]];
    const relation = relate(left, right);
    if (relation.kind === "changed" && this.#endsIn(spot)) {
      this.#beyond++;
      this.#push(spot, BEYOND, creator);
      return;
    }
    const moved = relation.kind === "same" && this.#tag(0, spot.rows[0]) !== this.#tag(1, spot.rows[1]);
    const outcome =
      isVrChanged(left, right) && !isOfCoding(relation)
        ? vrOutcome(relation)
        : outcomeOf(moved ? { kind: "rewritten", how: "block", at: 0 } : relation, this.#options.mode);
    if (outcome.kind === "rewritten") this.#rewritten++;
    if (outcome.kind === "unknown") this.#unknown++;
    this.#push(spot, outcome, creator);
  }

  /** A value that the file has in part, and no sign that the rest would differ. */
  #endsIn({ rows }: Spot): boolean {
    const cut = rows.findIndex((row, side) => ((this.#index(side).flags[row] as number) & CUT_SHORT) !== 0);
    if (cut < 0) return false;
    const [one, other] = rows.map((row, side) => (this.#sides[side] as ComparedFile).hashed.has(row));
    if (one || other) return true;
    const [left, right] = rows.map((row, side) => (this.#sides[side] as ComparedFile).values.bytes(row));
    const [short, long] = cut === 0 ? [left, right] : [right, left];
    return short?.every((byte, at) => byte === long?.[at]) ?? false;
  }

  #sequence(spot: Spot, creator: string): void {
    const { pairs, isReordered } = itemPairs(this.#sides, spot.rows);
    const at = this.#rows.length;
    const before = this.#found;
    const own: Outcome = isReordered ? { kind: "order", how: "", at: 0, isCounted: true } : SAME;
    this.#push(spot, own, creator, true);
    for (const [left, right] of pairs) this.#item(spot, [left, right]);
    if (own.kind === "same") this.#settle(at, before);
  }

  #item(around: Spot, rows: Both<number>): void {
    const numbers = rows.map((row, side) =>
      row === NO_ROW ? 0 : this.#index(side).item[row],
    ) as unknown as Both<number>;
    const spot: Spot = {
      rows,
      ways: [
        [...around.ways[0], numbers[0]],
        [...around.ways[1], numbers[1]],
      ],
      paths: [item(around.paths[0], numbers[0]), item(around.paths[1], numbers[1])],
      level: around.level + 1,
    };
    if (this.#isIgnored(spot)) {
      this.#ignored++;
      return;
    }
    if (rows[0] === NO_ROW || rows[1] === NO_ROW) {
      this.#alone(spot, around.rows, "");
      return;
    }
    const at = this.#rows.length;
    const before = this.#found;
    this.#push(spot, SAME, "", true);
    this.dataSets({ ...spot, level: spot.level + 1 });
    this.#settle(at, before);
  }

  /** How much was found so far that somebody wants to see. */
  get #found(): number {
    return this.#differences + this.#rewritten + this.#beyond + this.#unknown;
  }

  /** What holds others is known once they are: a row without a difference goes again where nobody asked for it. */
  #settle(at: number, before: number): void {
    const isInside = this.#found > before;
    const row = this.#rows[at];
    if (isInside && row) this.#rows[at] = { ...row, ...INSIDE };
    else if (!isInside && this.#options.rows === "differences") this.#rows.length = at;
  }

  #push(spot: Spot, outcome: Outcome, creator: string, isHolder = false): void {
    if (outcome.isCounted) this.#differences++;
    if (outcome.kind === "same" && !isHolder && this.#options.rows === "differences") return;
    if (this.#rows.length >= MOST_ROWS) {
      this.#isCut = true;
      return;
    }
    const tag = Math.max(this.#tag(0, spot.rows[0]), this.#tag(1, spot.rows[1]));
    this.#rows.push({
      ...outcome,
      level: spot.level,
      tag,
      creator: datum(creator),
      left: this.#said(0, spot, outcome),
      right: this.#said(1, spot, outcome),
    });
  }

  #said(side: 0 | 1, { rows, paths }: Spot, { how, at }: Outcome): Said | null {
    const row = rows[side];
    const frame = how === "frames" ? at - 1 : 0;
    if (row === NO_ROW) return null;
    const hashed = this.#sides[side].hashed.get(row);
    const hashes = (this.#options.mode === "values" && hashed?.pixels) || (hashed?.hashes ?? null);
    return saidAt(this.#sides[side], row, paths[side], hashes, frame);
  }
}

/** Compressed pixel data are OB, native ones often OW: the transfer syntax says so, not the data set (PS3.5 8, A.4). */
const isOfCoding = ({ how }: Relation): boolean => how === "pixels" || how === "coding";

const vrOutcome = (relation: Relation): Outcome =>
  relation.kind === "changed"
    ? { ...relation, isCounted: true }
    : { kind: "vr", how: relation.how, at: 0, isCounted: true };

/** By bytes, what is written differently differs, and what is read differently does not. */
function outcomeOf(relation: Relation, mode: Mode): Outcome {
  if (relation.kind === "same") return SAME;
  if (mode === "values") return { ...relation, isCounted: relation.kind === "changed" };
  const kind = relation.kind === "unknown" ? "changed" : relation.kind;
  return { ...relation, kind, isCounted: relation.how !== "read-otherwise" };
}

const step = (path: string, tag: number, number = 0): string => {
  if (tag === 0 || tag === ITEM) return tag === 0 ? "" : item(path, number);
  return path === "" ? tagHex(tag) : `${path}/${tagHex(tag)}`;
};
const item = (path: string, number: number): string => (number === 0 ? "" : `${path}[${number}]`);

/** `hashes` stand for a value that is too large to quote; `frame`, from 0, is the one that is shown. */
function saidAt(
  { file: { elements }, values }: ComparedFile,
  row: number,
  path: string,
  hashes: readonly string[] | null,
  frame: number,
): Said {
  const vr = elements.vr[row] as number;
  const kind = values.kind(row);
  const length = valueLength(elements, row);
  const base = { path, vr: vrName(writtenVr(elements, row)), offset: elements.offset[row] as number, length };
  if (hashes) {
    const value = datum(hashes[frame] === undefined ? "" : `SHA-256 ${hashes[frame]}`);
    return { ...base, value, isCut: false, count: hashes.length };
  }
  if (kind !== "value") return { ...base, value: datum(""), isCut: false, count: itemCount(elements, row) };
  const most = isText(vr) ? LONGEST_TEXT : LONGEST_BINARY;
  const { text } = displayValue(values.bytes(row, most), vr, values.context(row));
  return { ...base, value: datum(text), isCut: length > most, count: 0 };
}
