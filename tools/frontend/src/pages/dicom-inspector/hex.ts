/** Bytes in lines of eight, with their place; header and value of the element marked. */

import { hexBytes, printableBytes } from "../../bytes/print";
import { type Child, h } from "../../elements/dom";

const BYTES_A_LINE = 8;
const LEAST_DIGITS = 4;

/** One run of bytes that look the same. */
interface Run {
  readonly end: number;
  readonly className: string;
}

/** `bytes` start at `offset` of the file; the first `header` of them are the element's header. */
export function hexView(bytes: Uint8Array, offset: number, header: number): HTMLElement {
  const digits = Math.max(LEAST_DIGITS, (offset + bytes.length).toString(16).length);
  const lines: Child[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    lines.push(`${(offset + at).toString(16).padStart(digits, "0")}  `, ...line(bytes, at, header), "\n");
  }
  return h("pre", { className: "hex mono", tabIndex: 0, translate: false }, ...lines);
}

function line(bytes: Uint8Array, at: number, header: number): Child[] {
  const end = Math.min(at + BYTES_A_LINE, bytes.length);
  const cut = Math.min(Math.max(header, at), end);
  const runs: Run[] = [
    { end: cut, className: "hex-header" },
    { end, className: "hex-value" },
  ];
  const parts: Child[] = [];
  let from = at;
  for (const run of runs) {
    if (run.end > from) {
      if (from > at) parts.push(" ");
      parts.push(h("mark", { className: run.className }, hexBytes(bytes.subarray(from, run.end))));
    }
    from = Math.max(from, run.end);
  }
  const missing = "   ".repeat(BYTES_A_LINE - (end - at));
  parts.push(`${missing}  ${printableBytes(bytes.subarray(at, end))}`);
  return parts;
}
