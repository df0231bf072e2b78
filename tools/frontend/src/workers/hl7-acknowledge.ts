/** Acknowledges every message of a text, and reads those that are acknowledgements, off the page's thread. */

import { type AckMode, type Acknowledgement, acknowledge, modeOf } from "../hl7/ack/acknowledge";
import { readAck, type SaidAck } from "../hl7/ack/read-ack";
import { blockOf } from "../hl7/blocks";
import { Gather } from "../hl7/convert/gather";
import { openBlock } from "../hl7/message";
import { serve } from "./bridge";
import { readText } from "./read/hl7-text";
import { type Written, writtenOf } from "./read/start";

export interface AckQuestion {
  readonly blob: Blob;
  /** Of several acknowledgements the control IDs end in their numbers. */
  readonly wanted: Acknowledgement;
}

/** What an acknowledgement says, and which message of the text it is, from 0. */
export interface PlacedAck extends SaidAck {
  readonly number: number;
}

export interface AckAnswer extends Written {
  /** How many were written: one for each message that is none itself. */
  readonly written: number;
  /** Of the first message that is acknowledged. */
  readonly mode: AckMode | null;
  /** The first of those that the text holds. */
  readonly said: readonly PlacedAck[];
  readonly saidCount: number;
}

const MOST_SAID = 200;
const PROGRESS_EVERY = 1_024;

serve<AckQuestion, AckAnswer>(async ({ blob, wanted }, progress) => {
  const text = await readText(blob);
  const { count } = text.blocks;
  const pieces: Uint8Array[] = [];
  const gather = new Gather((piece) => pieces.push(piece));
  const said: PlacedAck[] = [];
  let saidCount = 0;
  let written = 0;
  let first: ReturnType<typeof openBlock> | null = null;
  const many = text.blocks.kind.filter((kind) => kind === 0).length > 1;
  for (let number = 0; number < count; number++) {
    if (number % PROGRESS_EVERY === 0) progress(number, count);
    const block = blockOf(text.blocks, number);
    if (block?.kind !== "message") continue;
    const message = openBlock(text, block);
    const ack = readAck(text, message);
    if (ack) {
      if (saidCount++ < MOST_SAID) said.push({ ...ack, number });
      continue;
    }
    first ??= message;
    written++;
    const controlId = many ? `${wanted.controlId}-${written}` : wanted.controlId;
    gather.put(acknowledge(text, message, { ...wanted, controlId }));
  }
  gather.flush();
  const encoding = first?.charset.encoding ?? "utf-8";
  return {
    ...writtenOf(pieces, encoding),
    written,
    mode: first && modeOf(text, first),
    said,
    saidCount,
  };
});
