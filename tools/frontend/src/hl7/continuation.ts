/**
 * Messages that are parts of one (2.10.2.2): each says in DSC-1 how the next one calls itself in MSH-14.
 *
 *     MSH|^~\&|LAB|SYN|…|1|T|2.5.1         MSH|^~\&|LAB|SYN|…|2|T|2.5.1||P1
 *     OBX|1|TX|…                           OBX|2|TX|…
 *     DSC|P1|F                             (no DSC: the end)
 */

import { type Datum, datum } from "../bytes/datum";
import { ADDENDUM, canGoOn } from "./addenda";
import { type Block, blockOf } from "./blocks";
import { cutAt, decodeBytes } from "./charset";
import { quoteBytes } from "./content";
import type { Weight } from "./faults";
import { charsetOf, walkSegments } from "./message";
import type { Hl7Text } from "./parse";
import { type PlacedFault, placeAt } from "./place";
import { scanOf } from "./scan";
import { segmentIdAt } from "./segments";
import { FIRST_BYTE_BEYOND_ASCII, NULL_VALUE, type Span } from "./standard";
import { readFields } from "./tokens";

export { carriedOn } from "./addenda";

const CONTINUATION = "DSC";
const MSH = { application: 3, facility: 4, pointer: 14 } as const;
/** Table 0398, in DSC-2. Interactive: what goes on is the answer to another query (5.6.3), and no part of this message. */
const INTERACTIVE = "I";
const FRAGMENTED = "F";
/** ISO 2022 switches character sets with it. */
const ESCAPE = 0x1b;

export const CONTINUATION_CODES = [
  "continuation-missing",
  "continuation-unannounced",
  "continuation-loop",
  "continuation-repeated",
  "addendum-alone",
] as const;
export type ContinuationCode = (typeof CONTINUATION_CODES)[number];

export interface ContinuationFault extends PlacedFault {
  readonly code: ContinuationCode;
  readonly weight: Weight;
}

/** Parts of one message. */
export interface Chain {
  /** Their positions among the blocks, in the order of the parts; two or more. */
  readonly parts: readonly number[];
  /** What each part but the last says in DSC-1, and the next one in MSH-14. */
  readonly pointers: readonly Datum[];
  /** Delimiters and character sets are the same: their bytes may stand in one message. */
  readonly isAlike: boolean;
}

export interface Continued {
  /** In the order of their first parts. */
  readonly chains: readonly Chain[];
  /** In the order of their places; of each code the first hundred. */
  readonly faults: readonly ContinuationFault[];
  /** How many there are in all. */
  readonly total: number;
  /** How many of them are pointers that nobody else has. */
  readonly unmatched: number;
}

/** Where each of them stands, unless it is said, and what should be there. */
const POINTER_PATH = `MSH-${MSH.pointer}`;
const PATHS: Readonly<Record<ContinuationCode, string>> = {
  "continuation-missing": "DSC-1",
  "continuation-unannounced": POINTER_PATH,
  "continuation-loop": "DSC-1",
  "continuation-repeated": "DSC-1",
  "addendum-alone": ADDENDUM,
};
const EXPECTED: Readonly<Record<ContinuationCode, string>> = {
  "continuation-missing": `${POINTER_PATH} = DSC-1`,
  "continuation-unannounced": `DSC-1 = ${POINTER_PATH}`,
  "continuation-loop": `DSC-1 ≠ ${POINTER_PATH}`,
  "continuation-repeated": "1 ×",
  "addendum-alone": POINTER_PATH,
};
const RULE = "HL7 v2.5.1 2.10.2";
const MOST_KEPT = 100;
const LONGEST_POINTER = 80;

/** Where a message says that it goes on, or what it goes on from. */
interface End {
  readonly number: number;
  readonly span: Span;
  readonly weight: Weight;
}

/** All that name one pointer; ascending. */
interface Ends {
  readonly goesOn: End[];
  readonly waits: End[];
}

/** Sees the messages of a text one by one, and says then which belong together. */
export class ContinuationFinder {
  readonly #text: Hl7Text;
  /** By sender and pointer: what a pointer is called is up to each sending application. */
  readonly #ends = new Map<string, Ends>();
  readonly #next = new Map<number, { readonly to: number; readonly from: End }>();
  readonly #faults: ContinuationFault[] = [];
  readonly #counts = new Map<ContinuationCode, number>();

  constructor(text: Hl7Text) {
    this.#text = text;
  }

  /** Messages are to come in their order, each once. */
  visit(number: number): void {
    const block = blockOf(this.#text.blocks, number);
    if (block?.kind !== "message") return;
    const { header, trailer, alone } = this.#marks(block);
    const fields = readFields(scanOf(this.#text), header, block.delimiters);
    const waits = this.#pointer(fields[MSH.pointer - 1]);
    if (waits) this.#endsAt(fields, waits).waits.push({ number, span: waits, weight: "problem" });
    else for (const span of alone) this.#report("addendum-alone", span, "problem");
    if (!trailer) return;
    const [pointer, said] = readFields(scanOf(this.#text), trailer, block.delimiters);
    const span = this.#pointer(pointer);
    const style = this.#bytesOf(said);
    if (!span || style === INTERACTIVE) return;
    // Before v2.4 there was no DSC-2: it may be the answer to a query.
    const weight = style === FRAGMENTED ? "problem" : "note";
    this.#endsAt(fields, span).goesOn.push({ number, span, weight });
  }

  finish(): Continued {
    for (const ends of this.#ends.values()) this.#pair(ends);
    const chains = this.#chains();
    const counted = (codes: readonly ContinuationCode[]): number =>
      codes.reduce((sum, code) => sum + (this.#counts.get(code) ?? 0), 0);
    return {
      chains,
      faults: this.#faults.toSorted((a, b) => a.offset - b.offset),
      total: counted(CONTINUATION_CODES),
      unmatched: counted(["continuation-missing", "continuation-unannounced"]),
    };
  }

  /** Its header, its last DSC, and each ADD behind what cannot go on. */
  #marks(block: Block): { readonly header: Span; readonly trailer: Span | null; readonly alone: Span[] } {
    let header: Span = { start: block.offset, end: block.offset };
    let trailer: Span | null = null;
    let before = "";
    const alone: Span[] = [];
    walkSegments(this.#text, block, (start, end, isSegment, line) => {
      const span = { start, end };
      const id = isSegment ? segmentIdAt(this.#text.bytes, span) : "";
      if (line === block.firstLine) header = span;
      if (id === CONTINUATION) trailer = span;
      if (id !== ADDENDUM) before = id;
      else if (!canGoOn(before)) {
        alone.push(span);
        before = ADDENDUM; // those behind it go on with it
      }
    });
    return { header, trailer, alone };
  }

  /** Null where it says nothing: DSC-1 empty or "" ends a message (2.14.4.1). */
  #pointer(span: Span | undefined): Span | null {
    if (!span || span.start === span.end) return null;
    const { bytes } = this.#text;
    const isNull =
      span.end - span.start === NULL_VALUE.length &&
      NULL_VALUE.every((byte, at) => bytes[span.start + at] === byte);
    return isNull ? null : span;
  }

  #endsAt(header: readonly Span[], pointer: Span): Ends {
    const spans = [header[MSH.application - 1], header[MSH.facility - 1], pointer];
    const key = spans.map((span) => this.#bytesOf(span)).join("\r"); // no line holds one
    const ends = this.#ends.get(key) ?? { goesOn: [], waits: [] };
    this.#ends.set(key, ends);
    return ends;
  }

  /** A character a byte. */
  #bytesOf(span: Span | undefined): string {
    return span ? decodeBytes(this.#text.bytes.subarray(span.start, span.end), "iso-8859-1") : "";
  }

  /**
   * Each that goes on with the next one behind it that waits, which leaves messages sent twice apart; where none stands
   * behind it, with one that stands before it.
   */
  #pair({ goesOn, waits }: Ends): void {
    for (const { span } of goesOn.slice(1)) this.#report("continuation-repeated", span, "note");
    for (const { span } of waits.slice(1)) this.#report("continuation-repeated", span, "note", POINTER_PATH);
    const passed: End[] = [];
    const left: End[] = [];
    let at = 0;
    for (const from of goesOn) {
      for (; at < waits.length && (waits[at] as End).number <= from.number; at++)
        passed.push(waits[at] as End);
      const found = waits[at];
      if (found) this.#next.set(from.number, { to: found.number, from });
      else left.push(from);
      at++;
    }
    this.#pairBackwards(left, [...passed, ...waits.slice(at)].reverse());
  }

  /** `waits`: the last is the first of the text. */
  #pairBackwards(goesOn: readonly End[], waits: End[]): void {
    const loops = new Set<number>();
    for (const from of goesOn) {
      const own = waits.at(-1)?.number === from.number ? waits.pop() : undefined;
      const found = waits.pop();
      if (own) waits.push(own);
      if (found) this.#next.set(from.number, { to: found.number, from });
      else if (!own) this.#report("continuation-missing", from.span, from.weight);
      else {
        loops.add(from.number);
        this.#report("continuation-loop", from.span, "problem");
      }
    }
    for (const { number, span, weight } of waits)
      if (!loops.has(number)) this.#report("continuation-unannounced", span, weight);
  }

  /** Begun where nothing comes before; what is left then leads back to itself. */
  #chains(): readonly Chain[] {
    const later = new Set([...this.#next.values()].map(({ to }) => to));
    const numbers = [...this.#next.keys()].toSorted((a, b) => a - b);
    const starts = [...numbers.filter((number) => !later.has(number)), ...numbers];
    const seen = new Set<number>();
    const chains: Chain[] = [];
    for (const start of starts) if (!seen.has(start)) chains.push(this.#chainFrom(start, seen));
    return chains.toSorted((a, b) => (a.parts[0] as number) - (b.parts[0] as number));
  }

  #chainFrom(start: number, seen: Set<number>): Chain {
    const parts = [start];
    const pointers: Datum[] = [];
    seen.add(start);
    for (let link = this.#next.get(start); link; link = this.#next.get(link.to)) {
      if (seen.has(link.to)) {
        this.#report("continuation-loop", link.from.span, "problem");
        break;
      }
      seen.add(link.to);
      parts.push(link.to);
      pointers.push(this.#said(link.from));
    }
    return { parts, pointers, isAlike: this.#areAlike(parts) };
  }

  #said({ number, span: { start, end } }: End): Datum {
    const { encoding } = charsetOf(this.#text, this.#block(number));
    const past = cutAt(this.#text.bytes, { start, end }, LONGEST_POINTER, encoding);
    return datum(decodeBytes(this.#text.bytes.subarray(start, past), encoding) + (past < end ? "…" : ""));
  }

  #areAlike(parts: readonly number[]): boolean {
    const { blocks, lines, bytes } = this.#text;
    const first = parts[0] as number;
    const { encoding } = charsetOf(this.#text, this.#block(first));
    return parts.every((number) => {
      if (blocks.set[number] !== blocks.set[first]) return false;
      const block = this.#block(number);
      if (charsetOf(this.#text, block).encoding === encoding) return true;
      // Plain ASCII reads the same, whatever is declared.
      const own = bytes.subarray(block.offset, lines.end[block.endLine - 1]);
      return own.every((byte) => byte < FIRST_BYTE_BEYOND_ASCII && byte !== ESCAPE);
    });
  }

  #block(number: number): Block {
    return blockOf(this.#text.blocks, number) as Block;
  }

  #report(code: ContinuationCode, { start, end }: Span, weight: Weight, path: string = PATHS[code]): void {
    const before = this.#counts.get(code) ?? 0;
    this.#counts.set(code, before + 1);
    if (before >= MOST_KEPT) return;
    const found = datum(quoteBytes(this.#text.bytes, start, end));
    const place = placeAt(this.#text, start);
    const expected = EXPECTED[code];
    this.#faults.push({ code, weight, offset: start, place, path, found, expected, rule: RULE });
  }
}

/** All of a text at once. */
export function continuedIn(text: Hl7Text): Continued {
  const finder = new ContinuationFinder(text);
  for (let number = 0; number < text.blocks.count; number++) finder.visit(number);
  return finder.finish();
}
