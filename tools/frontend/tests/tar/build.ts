/** Tar archives made byte by byte, right or wrong. */

const BLOCK = 512;

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A header with a right checksum; `size` as it stands in the field. */
export function block({ name = "", type = "0", size = "0" }): Uint8Array {
  const header = new Uint8Array(BLOCK);
  const put = (at: number, text: string): void => header.set(bytesOf(text), at);
  put(0, name);
  put(100, "0000644\0");
  put(124, size);
  put(148, "        ");
  put(156, type);
  put(257, "ustar\x0000");
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, "0")}\0 `);
  return header;
}

export interface Written {
  readonly name: string;
  readonly text: string;
  readonly type?: string;
}

export function tar(files: readonly Written[], isWhole = true): Uint8Array {
  const parts = files.flatMap(({ name, text, type = "0" }) => {
    const content = new Uint8Array(Math.ceil(text.length / BLOCK) * BLOCK);
    content.set(bytesOf(text));
    return [block({ name, type, size: text.length.toString(8) }), content];
  });
  return joined(...parts, new Uint8Array(isWhole ? 2 * BLOCK : 0));
}
