/**
 * What a visitor's file says, and its mask.
 *
 * A `Datum` is a string at run time, so that a million of them cost nothing and workers can hand them over. To the type
 * checker it is a symbol, which TypeScript refuses to join with text, to compare with text, and to take where a string
 * or a node is wanted. So whoever forgets to ask `shown` (src/shell/mask.ts) has a type error, not a leak.
 */

declare const brand: unique symbol;
export type Datum = symbol & { readonly [brand]: true };

export function datum(text: string): Datum {
  return text as unknown as Datum;
}

/** The text itself, whether masked or not: for what is never shown, such as the text that a search looks through. */
export function unmasked(held: Datum): string {
  return held as unknown as string;
}

const SIGN = "•";
/** In UTF-16 code units: up to so many characters, so many signs. */
const CLASSES: readonly (readonly [most: number, signs: number])[] = [
  [32, 4],
  [256, 8],
  [Number.POSITIVE_INFINITY, 12],
];

/**
 * The mask of a text: one of three lengths, and one sign for every character.
 *
 * Letters and digits are not told apart, and the exact length is not kept: M from F, MALE from FEMALE, 5.4 from 147,
 * POSITIVE from NONREACTIVE, a date of birth or a name could be guessed from less. Up to 32 characters, which holds
 * codes, numbers, most names and the longest time stamp with its zone (26, PS3.5 6.2 DT), all masks are equal. What a ticket needs stands beside it: path,
 * name, type, length, and what is wrong. Nothing stays nothing: that a field is empty is structure.
 */
export function maskOf(text: string): string {
  const signs = CLASSES.find(([most]) => text.length <= most)?.[1] ?? 0;
  return text === "" ? "" : SIGN.repeat(signs);
}

/** The mask of bytes, one sign a byte: bytes are shown beside their number and place, which stay. */
export function byteMask(count: number): string {
  return SIGN.repeat(count);
}
