/** Transfer syntaxes: what their UID says about the bytes (PS3.5 10 and Annex A). */

import type { Encoding } from "./reader";

/** PS3.5 A.1 */
export const IMPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2";
/** PS3.5 A.2 */
export const EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
/** PS3.5 A.3, retired */
export const EXPLICIT_VR_BIG_ENDIAN = "1.2.840.10008.1.2.2";

/** PS3.5 A.4.2: the one compression of pixels that is decoded here. */
export const RLE_LOSSLESS = "1.2.840.10008.1.2.5";

/** PS3.5 A.5, A.6, A.11 and A.12: everything after the meta information is one deflate stream. */
const DEFLATED: ReadonlySet<string> = new Set([
  "1.2.840.10008.1.2.1.99",
  "1.2.840.10008.1.2.4.95",
  "1.2.840.10008.1.2.4.205",
]);

/** Not explicit VR: the default, Papyrus 3 (retired), and one maker's own for big endian pixels. */
const IMPLICIT: ReadonlySet<string> = new Set([
  IMPLICIT_VR_LITTLE_ENDIAN,
  "1.2.840.10008.1.20",
  "1.2.840.113619.5.2",
]);

const NATIVE: ReadonlySet<string> = new Set([
  IMPLICIT_VR_LITTLE_ENDIAN,
  EXPLICIT_VR_LITTLE_ENDIAN,
  EXPLICIT_VR_BIG_ENDIAN,
  "1.2.840.10008.1.2.1.99",
]);

/** PS3.6 A.1: where the standard's own transfer syntaxes lie. */
const STANDARD = "1.2.840.10008.1.2";

/** Whether this parser knows how the bytes are written. Other UIDs are a maker's own. */
export function isKnownSyntax(uid: string): boolean {
  return uid === STANDARD || uid.startsWith(`${STANDARD}.`) || IMPLICIT.has(uid);
}

export function isDeflated(uid: string): boolean {
  return DEFLATED.has(uid);
}

/** PS3.5 A.1 to A.3, A.5: pixel data are not in fragments. */
export function isNative(uid: string): boolean {
  return NATIVE.has(uid);
}

/** PS3.5 A.4: every encapsulated transfer syntax is explicit VR little endian. */
export function encodingOf(uid: string): Encoding {
  return { explicit: !IMPLICIT.has(uid), bigEndian: uid === EXPLICIT_VR_BIG_ENDIAN };
}

/** The name of an encoding, as PS3.5 A.1 to A.3 call it. */
export function encodingName({ explicit, bigEndian }: Encoding): string {
  return `${explicit ? "Explicit" : "Implicit"} VR ${bigEndian ? "Big" : "Little"} Endian`;
}
