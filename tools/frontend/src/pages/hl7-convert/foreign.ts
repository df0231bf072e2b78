/** Whether something is JSON or XML by its first sign: neither can begin an HL7 v2 message. */

import type { Foreign } from "./import-box";

const LOOKED_AT = 64;
const FIRST = /^\ufeff?\s*([[{<])/;

/** Null for anything else, and for what cannot be read. */
export async function foreignForm(blob: Blob): Promise<Foreign | null> {
  const start = await blob
    .slice(0, LOOKED_AT)
    .arrayBuffer()
    .then(
      (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
      () => "",
    );
  const sign = FIRST.exec(start)?.[1];
  if (sign === undefined || /^\ufeff?\s*<\d+>/.test(start)) return null; // the priority of a line of syslog
  return sign === "<" ? "xml" : "json";
}
