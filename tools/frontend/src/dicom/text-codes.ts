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

export const hexByte = (byte: number): string => `\\x${byte.toString(16).toUpperCase().padStart(2, "0")}`;

/** Bytes that mean the same in every set: below 80, and no escape sequence. */
export function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80 || byte === ESCAPE) return false;
  }
  return true;
}

const ASCII = new TextDecoder("utf-8", { ignoreBOM: true });
/** Shorter texts are built faster than a decoder is called. */
const SHORT = 8;

/** The text of bytes below 80. */
export function readAscii(bytes: Uint8Array): string {
  if (bytes.length > SHORT) return ASCII.decode(bytes);
  let text = "";
  for (let at = 0; at < bytes.length; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}
