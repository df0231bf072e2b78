/**
 * Bytes and names that HL7 v2 fixes. Clauses without another source are those of HL7 v2.5.1, chapter 2.
 */

/** 2.5.4: the segment terminator, which implementers cannot change. */
export const CARRIAGE_RETURN = 0x0d;
/** Not a terminator in HL7, but what editors and line-based programs leave behind. */
export const LINE_FEED = 0x0a;
export const SPACE = 0x20;
export const TAB = 0x09;

/** Transport Specification MLLP, Release 1: start block, end block; a carriage return follows the end block. */
export const START_BLOCK = 0x0b;
export const END_BLOCK = 0x1c;

/** Unicode 23.8: the byte order mark as UTF-8. */
export const UTF8_MARK: readonly number[] = [0xef, 0xbb, 0xbf];
/** The first bytes of UTF-16 in either order: its byte order mark, or MSH without one. */
export const UTF16_STARTS: readonly (readonly number[])[] = [
  [0xff, 0xfe],
  [0xfe, 0xff],
  [0x4d, 0, 0x53, 0, 0x48, 0],
  [0, 0x4d, 0, 0x53, 0, 0x48],
];

/** 2.5.2: a segment ID is three characters; those that begin with Z are local. */
export const SEGMENT_ID_LENGTH = 3;
/** 2.15.9: the message header. */
export const MESSAGE_HEADER = "MSH";
/** 2.10.3.1: file header and trailer, batch header and trailer. */
export const FILE_HEADER = "FHS";
export const BATCH_HEADER = "BHS";
export const BATCH_TRAILER = "BTS";
export const FILE_TRAILER = "FTS";

/** 2.15.9.1, 2.15.2.1, 2.15.6.1: segments whose first field is the field separator itself. */
export const HEADERS: ReadonlySet<string> = new Set([MESSAGE_HEADER, FILE_HEADER, BATCH_HEADER]);
export const ENVELOPE: ReadonlySet<string> = new Set([
  FILE_HEADER,
  BATCH_HEADER,
  BATCH_TRAILER,
  FILE_TRAILER,
]);

/** Fields of MSH that the parser itself reads. */
export const MSH_ENCODING_CHARACTERS = 2;
export const MSH_TIME = 7;
export const MSH_MESSAGE_TYPE = 9;
export const MSH_CONTROL_ID = 10;
export const MSH_VERSION = 12;
export const MSH_CHARACTER_SET = 18;

/** 2.15.9.2: component, repetition, escape, sub-component; from v2.7 on also truncation. */
export const FEWEST_ENCODING_CHARACTERS = 2;
export const MOST_ENCODING_CHARACTERS = 5;

/** 2.5.3: two double quotes say "delete what you hold"; an empty field says nothing. */
export const NULL_VALUE: readonly number[] = [0x22, 0x22];

/** HL7 v2 is read with the default character set of 2.15.9.18 below this byte. */
export const FIRST_BYTE_BEYOND_ASCII = 0x80;

/** Delimiters of one message, as bytes. 2.5.4. */
export interface Delimiters {
  readonly field: number;
  readonly component: number;
  readonly repetition: number;
  readonly escape: number;
  readonly subcomponent: number;
  /** v2.7 2.5.5.2; `ABSENT` in older messages. */
  readonly truncation: number;
}

/** A delimiter that MSH-2 leaves out: no byte equals it. */
export const ABSENT = -1;

/** 2.5.4: the suggested values, taken where a text has no header. */
export const SUGGESTED_DELIMITERS: Delimiters = {
  field: 0x7c,
  component: 0x5e,
  repetition: 0x7e,
  escape: 0x5c,
  subcomponent: 0x26,
  truncation: ABSENT,
};

/** A stretch of bytes, `end` excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
