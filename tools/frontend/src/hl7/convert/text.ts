/**
 * A text of any length with other terminators, frames, marks, escape sequences, delimiters or another character set: from
 * bytes to bytes, in one pass.
 */

import type { Hl7Text } from "../parse";
import { CARRIAGE_RETURN, LINE_FEED, UTF8_MARK } from "../standard";
import { type Surroundings, walkText } from "../walk";
import { type ChangeKind, ChangeList, type ShownChange } from "./changes";
import type { Choices } from "./choices";
import { Gather, type Write } from "./gather";
import { changesInside, SegmentWriter } from "./segment";

export interface Conversion {
  /** How often each was done. */
  readonly counts: ReadonlyMap<ChangeKind, number>;
  /** The first of each kind, in the order of their places. */
  readonly changes: readonly ShownChange[];
}

export type Progress = (done: number, total: number) => void;

const TERMINATOR_BYTES = {
  keep: null,
  cr: Uint8Array.of(CARRIAGE_RETURN),
  lf: Uint8Array.of(LINE_FEED),
  crlf: Uint8Array.of(CARRIAGE_RETURN, LINE_FEED),
} as const;
/** Telling of every message would cost more than reading it. */
const PROGRESS_EVERY = 1_024;

/** @throws Fatal "unwritable" and as `SegmentWriter` does; what was written until then is no conversion */
export function convertText(text: Hl7Text, choices: Choices, write: Write, progress?: Progress): Conversion {
  const changes = new ChangeList(text);
  const pieces = new Pieces(text.bytes, write);
  const edit = (kind: ChangeKind, at: number, past: number, inserted: Uint8Array): void => {
    changes.add(kind, at, past, inserted);
    pieces.replace(at, past, inserted);
  };
  const hasMark = UTF8_MARK.every((byte, at) => text.bytes[at] === byte);
  if (choices.mark === "add" && !hasMark) edit("byte-order-mark-added", 0, 0, Uint8Array.from(UTF8_MARK));
  let writer: SegmentWriter | null = null;
  let owner: object | null = null;
  const inside = changesInside(choices);
  walkText(text, surroundingsOf(choices), {
    edit,
    ...(inside && {
      segment: (span, block) => {
        if (owner !== block) writer = new SegmentWriter(text, block, choices, edit);
        owner = block;
        writer?.write(span);
      },
    }),
    block: (number) => {
      if (number % PROGRESS_EVERY === 0) progress?.(number, text.blocks.count);
    },
  });
  pieces.finish();
  return { counts: changes.counts, changes: changes.kept };
}

function surroundingsOf({ terminator, framing, mark, repairs }: Choices): Surroundings {
  const wanted = new Set<string>(repairs);
  if (mark === "remove") wanted.add("byte-order-mark");
  if (framing === "none") wanted.add("mllp-frame");
  return { wanted, terminator: TERMINATOR_BYTES[terminator], framed: framing === "mllp" };
}

/** The source with some stretches replaced, in the order of their places. */
class Pieces {
  readonly #source: Uint8Array;
  readonly #gather: Gather;
  #copied = 0;

  constructor(source: Uint8Array, write: Write) {
    this.#source = source;
    this.#gather = new Gather(write);
  }

  replace(at: number, past: number, inserted: Uint8Array): void {
    this.#gather.put(this.#source.subarray(this.#copied, at));
    this.#gather.put(inserted);
    this.#copied = past;
  }

  finish(): void {
    this.#gather.put(this.#source.subarray(this.#copied));
    this.#gather.flush();
  }
}
