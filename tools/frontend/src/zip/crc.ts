/** CRC-32 (ISO 3309, ITU-T V.42), as zip has it (APPNOTE 4.4.7). */

const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** The checksum of `bytes`, going on from that of the bytes before them; an unsigned 32-bit number. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  for (let at = 0; at < bytes.length; at++) {
    value = (value >>> 8) ^ (TABLE[(value ^ (bytes[at] as number)) & 0xff] as number);
  }
  return ~value >>> 0;
}
