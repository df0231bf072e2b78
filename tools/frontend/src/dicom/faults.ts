/**
 * What can be wrong with a file and still be read over. The page has one sentence for each code; the clause that
 * was broken stands here, beside the code.
 */

import { datum } from "../bytes/datum";
import type { Fault } from "../bytes/fault";

export const RULES = {
  /** The 128 bytes and "DICM" are missing; the data set starts at once. */
  "no-preamble": "PS3.10 7.1",
  /** 128 bytes, then something else than "DICM", then a File Meta Information all the same. */
  "wrong-magic": "PS3.10 7.1",
  "no-meta": "PS3.10 7.1",
  "no-transfer-syntax": "PS3.10 7.1, Table 7.1-1",
  "unknown-transfer-syntax": "PS3.5 10, PS3.6 A",
  /** The Transfer Syntax UID says one encoding, the bytes another. */
  "syntax-contradicted": "PS3.5 10",
  /** Bytes before the preamble, or before the first element of a file without one. */
  "leading-bytes": "PS3.10 7.1",
  /** Deflated data sets, where nobody could inflate: the meta information is shown. */
  "deflated-not-read": "PS3.5 A.5",
  "deflate-wrapped": "PS3.5 A.5",
  /** The stream ends early, or breaks off. */
  "deflate-damaged": "PS3.5 A.5",
  "deflate-bomb": "PS3.5 A.5",
  "meta-length": "PS3.10 7.1, Table 7.1-1",
  /** The file ends inside a value, … */
  truncated: "PS3.5 7.1.1",
  /** … inside the tag, VR or length of an element, … */
  "truncated-header": "PS3.5 7.1",
  /** … or before the delimiter of an open sequence or item. One of the three, once a file. */
  "truncated-sequence": "PS3.5 7.5.2",
  /** An element is longer than the item or sequence it lies in. */
  "longer-than-container": "PS3.5 7.5",
  "odd-length": "PS3.5 7.1.1",
  "tag-order": "PS3.5 7.1",
  "duplicate-tag": "PS3.5 7.1",
  "invalid-vr": "PS3.5 7.1.2",
  "unknown-vr": "PS3.5 6.2",
  /** Only SQ, UN and encapsulated pixel data may leave their length open. */
  "undefined-length": "PS3.5 7.1.1",
  "item-expected": "PS3.5 7.5",
  "stray-delimiter": "PS3.5 7.5",
  "missing-delimiter": "PS3.5 7.5.2",
  "delimiter-length": "PS3.5 7.5, Table 7.5-3",
  /** Zeros or FF bytes where a tag should be: padding. Nothing of it is read. */
  padding: "PS3.5 7.1",
  /** Behind the pixel data, and no element. */
  "trailing-bytes": "PS3.5 7.1",
  "group-length": "PS3.5 7.2",
  /** An entry that points at no fragment. */
  "offset-table": "PS3.5 A.4",
  "offset-table-lengths": "PS3.3 C.7.6.3.1.8",
  /** A pointer of a DICOMDIR that leads to no record, or to one that another leads to. */
  "record-offset": "PS3.3 F.3.2.2",
  "too-deep": "PS3.5 7.5",
  "too-many-elements": "PS3.5 7.1",
  /** Escape sequences to a character set that is not declared; followed where the standard has them. */
  "charset-escapes": "PS3.5 6.1.2.5",
  "charset-spelling": "PS3.3 C.12.1.1.2",
  "unknown-charset": "PS3.3 C.12.1.1.2",
  /** A byte the declared character set does not have. */
  "charset-bytes": "PS3.5 6.1",
} as const;

export type DicomFaultCode = keyof typeof RULES;

/** Of these `found` is a length, a count, a tag or a word of ours; of all others it quotes the file. */
export const MEASURED: ReadonlySet<string> = new Set<DicomFaultCode>([
  "syntax-contradicted",
  "leading-bytes",
  "deflated-not-read",
  "deflate-wrapped",
  "deflate-damaged",
  "deflate-bomb",
  "trailing-bytes",
  "group-length",
  "offset-table",
  "offset-table-lengths",
  "record-offset",
  "meta-length",
  "truncated",
  "truncated-header",
  "truncated-sequence",
  "longer-than-container",
  "odd-length",
  "tag-order",
  "duplicate-tag",
  "undefined-length",
  "item-expected",
  "stray-delimiter",
  "missing-delimiter",
  "delimiter-length",
  "too-deep",
  "too-many-elements",
]);

export type DicomFault = Fault & { readonly code: DicomFaultCode };

/** A thousand sentences help nobody, and a hostile file could have millions. */
const MOST_FAULTS = 500;

export class FaultList {
  readonly all: DicomFault[] = [];
  /** How many more there were. */
  leftOut = 0;

  add(
    code: DicomFaultCode,
    offset: number,
    path: string,
    found: string | number,
    expected: string | number,
  ): void {
    if (this.all.length >= MOST_FAULTS) {
      this.leftOut++;
      return;
    }
    this.all.push({
      code,
      offset,
      path,
      found: datum(String(found)),
      expected: String(expected),
      rule: RULES[code],
    });
  }

  /** Whether another fault would still be kept; spares building a path nobody reads. */
  get full(): boolean {
    return this.all.length >= MOST_FAULTS;
  }
}
