/** What was changed: of each kind how often, and the first ones with what stood there and what stands there now. */

import { type Datum, datum } from "../../bytes/datum";
import { type Block, blockAt, blockOf } from "../blocks";
import { quoteBytes } from "../content";
import { type Message, openBlock } from "../message";
import type { Hl7Text } from "../parse";
import { startsOf } from "../part";
import { formatPath } from "../path";
import { pathAt } from "../path-span";
import { type Place, placeAt } from "../place";
import { AROUND } from "../walk";

export const CHANGES = [
  ...AROUND,
  "byte-order-mark-added",
  "delimiters",
  "escape-lone",
  "escape-hex",
  "charset",
  "charset-field",
] as const;
export type ChangeKind = (typeof CHANGES)[number];

export interface ShownChange {
  readonly kind: ChangeKind;
  /** Byte offset into the text as it was. */
  readonly offset: number;
  readonly place: Place;
  /** `PID-5`, "" where it is in no segment. */
  readonly path: string;
  readonly before: Datum;
  readonly after: Datum;
}

/** Nobody looks through more of one kind, and all of them have to reach the page. */
const MOST_OF_A_KIND = 100;
const LONGEST_QUOTE = 60;

export class ChangeList {
  readonly #text: Hl7Text;
  readonly #starts: Uint32Array;
  readonly #kept: { kind: ChangeKind; at: number; past: number; inserted: Uint8Array }[] = [];
  readonly #counts = new Map<ChangeKind, number>();

  constructor(text: Hl7Text) {
    this.#text = text;
    this.#starts = startsOf(text);
  }

  add(kind: ChangeKind, at: number, past: number, inserted: Uint8Array): void {
    const before = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, before + 1);
    if (before < MOST_OF_A_KIND)
      this.#kept.push({ kind, at, past, inserted: inserted.slice(0, LONGEST_QUOTE + 1) });
  }

  get counts(): ReadonlyMap<ChangeKind, number> {
    return this.#counts;
  }

  /** In the order of their places. */
  get kept(): readonly ShownChange[] {
    let opened: { number: number; message: Message } | null = null;
    return this.#kept
      .toSorted((one, other) => one.at - other.at)
      .map(({ kind, at, past, inserted }) => {
        const number = blockAt({ starts: this.#starts }, at);
        if (number >= 0 && opened?.number !== number)
          opened = { number, message: openBlock(this.#text, blockOf(this.#text.blocks, number) as Block) };
        const path = opened && number >= 0 && !isAround(kind) ? pathAt(this.#text, opened.message, at) : null;
        const quoted = quoteBytes(this.#text.bytes, at, past, LONGEST_QUOTE);
        return {
          kind,
          offset: at,
          place: placeAt(this.#text, at),
          path: path ? formatPath(path) : "",
          before: datum(kind === "leading-blanks" ? quoted.replaceAll(" ", "<20>") : quoted),
          after: datum(quoteBytes(inserted, 0, inserted.length, LONGEST_QUOTE)),
        };
      });
  }
}

export function isAround(kind: ChangeKind): boolean {
  return (AROUND as readonly string[]).includes(kind);
}
