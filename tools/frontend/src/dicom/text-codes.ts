/** What decoding has in common, whatever the character set. */

/** A decoded text, and what of its bytes could not be read. */
export interface Decoded {
  readonly text: string;
  /** Bytes that the character set does not have. */
  readonly unknownBytes: number;
  /** Escape sequences that Specific Character Set does not declare; those of known sets are followed all the same. */
  readonly escapes: number;
}

/**
 * What the text is, for what delimits in it (PS3.5 6.1.2.5.3): free text (ST, LT, UT), several values with a backslash
 * between them, or person names with `^` and `=` as well.
 */
export type Role = "text" | "values" | "names";

export const ESCAPE = 0x1b;
/** Bytes below mean the same in nearly every set. */
export const FIRST_HIGH = 0x80;

export const hexByte = (byte: number): string => `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`;

/** Bytes that mean the same in every set: below 80, and no escape sequence. */
export function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte >= FIRST_HIGH || byte === ESCAPE) return false;
  }
  return true;
}

/** To browsers this is windows-1252, which differs from 80 to 9F alone; and in Node it is faster than UTF-8. */
const PLAIN = new TextDecoder("latin1");

/** Up to here a decoder takes longer to begin than to read. */
const SHORT = 80;

/** The text of bytes below 80, or from A0 on in Latin 1. */
export function readPlain(bytes: Uint8Array): string {
  if (bytes.length > SHORT) return PLAIN.decode(bytes);
  return Reflect.apply(String.fromCharCode, null, bytes);
}
