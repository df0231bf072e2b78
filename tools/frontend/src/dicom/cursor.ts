/** A place in the bytes, and the numbers that stand there. */

import type { ByteSource } from "../bytes/source";

/** PS3.5 7.1.2 and 7.1.3: tag and length, at the least. */
export const HEADER = 8;
/** PS3.5 7.1.2, Table 7.1-1: tag, VR, two reserved bytes, length. */
export const LONG_HEADER = 12;

export class Cursor {
  position: number;
  protected readonly source: ByteSource;
  protected readonly size: number;
  protected bytes: Uint8Array;
  protected start: number;
  protected limit: number;
  protected little = true;

  constructor(source: ByteSource, position: number) {
    this.source = source;
    this.size = source.length;
    this.position = position;
    const page = source.page(position, LONG_HEADER);
    this.bytes = page.bytes;
    this.start = page.start;
    this.limit = page.start + page.bytes.length;
  }

  /** Makes sure that the longest header lies in the page at hand, as far as there are bytes for it. */
  protected turnPage(): void {
    const { position } = this;
    if (position >= this.start && (position + LONG_HEADER <= this.limit || this.limit === this.size)) return;
    const page = this.source.page(position, LONG_HEADER);
    this.bytes = page.bytes;
    this.start = page.start;
    this.limit = page.start + page.bytes.length;
  }

  /** `at` counts from the start of the page, here and below. */
  protected u16(at: number): number {
    const first = this.bytes[at] as number;
    const second = this.bytes[at + 1] as number;
    return this.little ? first | (second << 8) : (first << 8) | second;
  }

  protected u32(at: number): number {
    const { bytes } = this;
    const a = bytes[at] as number;
    const b = bytes[at + 1] as number;
    const c = bytes[at + 2] as number;
    const d = bytes[at + 3] as number;
    return (this.little ? a | (b << 8) | (c << 16) | (d << 24) : (a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  }

  /** Group, then element, each in the byte order of the file (PS3.5 7.3). */
  protected tagAt(at: number): number {
    return ((this.u16(at) << 16) | this.u16(at + 2)) >>> 0;
  }
}
