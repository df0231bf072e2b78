/** One header block of a tar archive: POSIX.1-2017 pax, "ustar Interchange Format", and what GNU tar has added to it. */

export const BLOCK = 512;

/** "long-name" and "pax" say something of the entry after them; "other" is a link, a device, or a part that is no file. */
export type TarKind = "file" | "folder" | "long-name" | "pax" | "other";

export interface TarHeader {
  /** With `/` between folders. Shown, never used as a path. */
  readonly name: string;
  readonly kind: TarKind;
  /** Bytes that follow this block, before they are filled up to whole blocks. */
  readonly size: number;
}

/** Where the fields stand: offset and length. */
const NAME = [0, 100] as const;
const SIZE = [124, 12] as const;
const CHECKSUM = [148, 8] as const;
const TYPE = 156;
const MAGIC = [257, 6] as const;
const PREFIX = [345, 155] as const;

/** GNU tar ends it with a space, and uses the prefix for something else. */
const USTAR = "ustar\0";
const KINDS: Readonly<Record<string, TarKind>> = {
  "\0": "file",
  "0": "file",
  "7": "file", // contiguous
  "5": "folder",
  L: "long-name", // GNU
  x: "pax",
};
const SPACE = 0x20;
/** GNU: the number is written in base 256. */
const BINARY = 0x80;

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** UTF-8 up to the first NUL; what is not UTF-8 is shown as far as it is. */
export function tarText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/**
 * The header at `at`; null if its checksum does not match, or a number in it is none:
 *
 *     | name 100 | mode 8 | user 8 | group 8 | size 12 | time 12 | checksum 8 | type 1 | link 100 |
 *     | "ustar" 6 | version 2 | user's name 32 | group's name 32 | major 8 | minor 8 | prefix 155 |
 */
export function headerAt(bytes: Uint8Array, at = 0): TarHeader | null {
  if (at + BLOCK > bytes.length) return null;
  const block = bytes.subarray(at, at + BLOCK);
  const field = ([offset, length]: readonly [number, number]): Uint8Array =>
    block.subarray(offset, offset + length);
  const size = numberOf(field(SIZE));
  if (!Number.isSafeInteger(size) || size < 0 || numberOf(field(CHECKSUM)) !== sumOf(block)) return null;
  const prefix = latin1(field(MAGIC)) === USTAR ? tarText(field(PREFIX)) : "";
  const name = tarText(field(NAME));
  const type = String.fromCharCode(block[TYPE] ?? 0);
  // Archives older than POSIX mark a folder by its name alone.
  const kind = type === "\0" && name.endsWith("/") ? "folder" : (KINDS[type] ?? "other");
  return { name: prefix ? `${prefix}/${name}` : name, kind, size };
}

/** Octal digits between spaces and NULs, or GNU's base 256; NaN for anything else. */
function numberOf(field: Uint8Array): number {
  const [first = 0] = field;
  if (first === BINARY) return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
  const digits = latin1(field).replace(/^[ \0]+|[ \0]+$/g, "");
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || "0", 8) : Number.NaN;
}

/** The sum of all bytes, those of the checksum counted as spaces. */
function sumOf(block: Uint8Array): number {
  const [from, length] = CHECKSUM;
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= from && at < from + length ? SPACE : (block[at] as number);
  return sum;
}
