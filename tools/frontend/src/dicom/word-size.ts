/** The bytes that change their order with the byte order of a file (PS3.5 7.3). */

import { type Vr, vrCode } from "./vr";

const SIZES: ReadonlyMap<Vr, number> = new Map(
  (
    [
      [2, "AT OW SS US"],
      [4, "FL OF OL SL UL"],
      [8, "FD OD OV SV UV"],
    ] as const
  ).flatMap(([size, names]) => names.split(" ").map((name) => [vrCode(name), size] as const)),
);

/** How many bytes make one number in a value of this VR; 1 for text and bytes. */
export function wordSize(vr: Vr): number {
  return SIZES.get(vr) ?? 1;
}

/** A copy of a value in the other byte order. What is left over of a broken last number stays as it is. */
export function swapped(bytes: Uint8Array, vr: Vr): Uint8Array {
  const size = wordSize(vr);
  const copy = new Uint8Array(bytes); // `slice` of Node's Buffer shares its bytes
  if (size === 1) return copy;
  for (let at = 0; at + size <= copy.length; at += size) copy.subarray(at, at + size).reverse();
  return copy;
}
