/** Bytes made readable. */

const SPACE = 0x20;
const TILDE = 0x7e;
const BYTES_TO_HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).toUpperCase().padStart(2, "0"),
);

/** `50 4B 03 04` */
export function hexBytes(bytes: Uint8Array, separator = " "): string {
  let text = "";
  for (let at = 0; at < bytes.length; at++) {
    text += (at === 0 ? "" : separator) + BYTES_TO_HEX[bytes[at] as number];
  }
  return text;
}

/** `PK..`: what is not printable ASCII becomes a dot. */
export function printableBytes(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte >= SPACE && byte <= TILDE ? String.fromCharCode(byte) : ".";
  return text;
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** RFC 4648 clause 4, with padding. */
export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters = [bits >>> 18, (bits >>> 12) & 63, (bits >>> 6) & 63, bits & 63];
    parts.push(letters.map((letter, place) => (place <= left ? BASE64[letter] : "=")).join(""));
  }
  return parts.join("");
}
