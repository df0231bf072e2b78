/** The delimiters a header declares for itself. */

import { isDisplayable, quoteBytes } from "./content";
import type { FaultDetail, FaultList } from "./faults";
import { segmentIdAt } from "./segments";
import {
  ABSENT,
  type Delimiters,
  FEWEST_ENCODING_CHARACTERS,
  MOST_ENCODING_CHARACTERS,
  SEGMENT_ID_LENGTH,
  type Span,
  SUGGESTED_DELIMITERS,
} from "./standard";

/** The offset of MSH-2 inside the segment: the ID, then the field separator. */
const ENCODING_CHARACTERS_AT = SEGMENT_ID_LENGTH + 1;

/**
 * Reads MSH-1 and MSH-2 (FHS and BHS begin in the same way).
 *
 *     M  S  H  |  ^  ~  \  &  #  |
 *              +3 +4          +8  up to the next field separator
 *              MSH-1 is this byte; MSH-2 gives the others, always in this order, # from v2.7 on
 */
export function readDelimiters(bytes: Uint8Array, header: Span, faults?: FaultList): Delimiters {
  const separatorAt = header.start + SEGMENT_ID_LENGTH;
  const field = bytes[separatorAt];
  const id = segmentIdAt(bytes, header);
  if (separatorAt >= header.end || field === undefined) {
    faults?.add("header-short", header.start, () => ({
      path: `${id}-1`,
      found: id,
      expected: `${id}|^~\\&|`,
    }));
    return SUGGESTED_DELIMITERS;
  }
  const start = header.start + ENCODING_CHARACTERS_AT;
  const length = bytes.subarray(start, header.end).indexOf(field);
  const end = length < 0 ? header.end : start + length;
  const at = (position: number): number =>
    start + position < end ? (bytes[start + position] ?? ABSENT) : ABSENT;
  const delimiters = {
    field,
    component: at(0),
    repetition: at(1),
    escape: at(2),
    subcomponent: at(3),
    truncation: at(4),
  };
  if (faults) judge(bytes, delimiters, { start, end }, `${id}-2`, faults);
  return delimiters;
}

function judge(bytes: Uint8Array, delimiters: Delimiters, span: Span, path: string, faults: FaultList): void {
  const detail = (): FaultDetail => ({
    path,
    found: quoteBytes(bytes, span.start - 1, span.end),
    expected: "|^~\\&",
  });
  const length = span.end - span.start;
  if (length < FEWEST_ENCODING_CHARACTERS) faults.add("encoding-characters-short", span.start, detail);
  if (length > MOST_ENCODING_CHARACTERS) faults.add("encoding-characters-long", span.start, detail);
  const given = Object.values(delimiters).filter((byte) => byte !== ABSENT);
  if (new Set(given).size < given.length) faults.add("delimiters-equal", span.start, detail);
  if (!given.every(isDisplayable)) faults.add("delimiter-not-displayable", span.start, detail);
}
