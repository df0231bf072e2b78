/** What a block is called where people choose between several. */

import { type Datum, datum } from "../bytes/datum";
import type { Block } from "./blocks";
import type { Hl7Text } from "./parse";
import { segmentIdAt } from "./segments";
import type { Summary } from "./summary";

/** What a block is called in a list; texts are undecoded, "" where there are none. */
export interface BlockLabel {
  readonly kind: Block["kind"];
  readonly segment: string;
  readonly type: Datum;
  readonly controlId: Datum;
}

export function labelOf(text: Hl7Text, block: Block, { type, controlId }: Summary): BlockLabel {
  const segment = segmentIdAt(text.bytes, { start: block.offset, end: text.bytes.length });
  return { kind: block.kind, segment, type: datum(type), controlId: datum(controlId) };
}
