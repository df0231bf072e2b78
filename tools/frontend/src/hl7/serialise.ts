/** Back to bytes, through every token: what comes out equals what went in, or the tokens lost something. */

import { eachBlock } from "./blocks";
import { type Message, openBlock } from "./message";
import type { Hl7Text } from "./parse";
import { scanOf } from "./scan";
import { eachSegment, type Segment } from "./segments";
import { type Delimiters, SEGMENT_ID_LENGTH, type Span } from "./standard";
import { definesDelimiters, PART_LEVELS, readFields, split } from "./tokens";

class Output {
  readonly #source: Uint8Array;
  readonly #target: Uint8Array;
  #length = 0;

  constructor(source: Uint8Array) {
    this.#source = source;
    this.#target = new Uint8Array(source.length);
  }

  copy({ start, end }: Span): void {
    this.#target.set(this.#source.subarray(start, end), this.#length);
    this.#length += end - start;
  }

  byte(value: number): void {
    this.#target[this.#length++] = value;
  }

  finish(): Uint8Array {
    return this.#target.subarray(0, this.#length);
  }
}

/** Writes the text anew from its sub-components, delimiters and whatever lies between segments. */
export function serialise(text: Hl7Text): Uint8Array {
  const output = new Output(text.bytes);
  let written = 0;
  for (const block of eachBlock(text.blocks)) {
    const message = openBlock(text, block);
    for (const segment of eachSegment(message.segments)) {
      output.copy({ start: written, end: segment.span.start });
      writeSegment(output, text, message, segment);
      written = segment.span.end;
    }
  }
  output.copy({ start: written, end: text.bytes.length });
  return output.finish();
}

function writeSegment(output: Output, text: Hl7Text, { block }: Message, { id, span }: Segment): void {
  const fields = readFields(scanOf(text), span, block.delimiters);
  if (fields.length === 0) {
    output.copy(span);
    return;
  }
  output.copy({ start: span.start, end: span.start + SEGMENT_ID_LENGTH });
  fields.forEach((field, position) => {
    const number = position + 1;
    const itself = definesDelimiters(id, number);
    if (!itself || number === 1) output.byte(block.delimiters.field);
    if (itself && number > 1) output.copy(field);
    if (!itself) writeParts(output, scanOf(text), field, block.delimiters, 0);
  });
}

function writeParts(
  output: Output,
  bytes: Uint8Array,
  span: Span,
  delimiters: Delimiters,
  depth: number,
): void {
  const level = PART_LEVELS[depth];
  if (!level) {
    output.copy(span);
    return;
  }
  split(bytes, span, delimiters[level]).forEach((part, position) => {
    if (position > 0) output.byte(delimiters[level]);
    writeParts(output, bytes, part, delimiters, depth + 1);
  });
}
