/** Text in character sets of two bytes a character: browsers read them and do not write them. */

import type { Encoding } from "../../src/hl7/charset";

export const SEPARATORS = "|^~\\&";

interface Wide {
  /** MSH-18. */
  readonly declared: string;
  readonly encoding: Encoding;
  /** Characters of two bytes, one of which looks like a separator or an escape character. */
  readonly hiding: readonly string[];
  encode(text: string): readonly number[];
}

type Pairs = ReadonlyMap<string, readonly number[]>;

/** Every pair of a decoder with its character; `lead` stands before each. */
function pairsOf(label: string, first: number, lead: readonly number[] = []): Pairs {
  const decoder = new TextDecoder(label, { fatal: true });
  const pairs = new Map<string, readonly number[]>();
  for (let one = first; one < 0xff; one++)
    for (let two = 0x40; two < 0xff; two++)
      try {
        const text = decoder.decode(Uint8Array.of(...lead, one, two));
        if ([...text].length === 1 && !pairs.has(text)) pairs.set(text, [one, two]);
      } catch {
        // no character
      }
  return pairs;
}

function ofPairs(declared: string, encoding: Encoding): Wide {
  const pairs = pairsOf(encoding, 0x81);
  return {
    declared,
    encoding,
    hiding: hidingIn(pairs),
    encode: (text) => Array.from(text).flatMap((one) => pairs.get(one) ?? [one.charCodeAt(0)]),
  };
}

const hidingIn = (pairs: Pairs): readonly string[] =>
  [...pairs]
    .filter(([, bytes]) => bytes.some((byte) => SEPARATORS.includes(String.fromCharCode(byte))))
    .map(([one]) => one);

/** ESC $ B and ESC $ ( D before kanji, ESC ( B behind them (RFC 1468, RFC 2237). */
function switched(declared: string): Wide {
  const low = (pairs: Pairs): Pairs =>
    new Map([...pairs].map(([one, bytes]) => [one, bytes.map((byte) => byte & 0x7f)]));
  const sets = [
    { begin: [0x1b, 0x24, 0x42], pairs: low(pairsOf("euc-jp", 0xa1)) },
    { begin: [0x1b, 0x24, 0x28, 0x44], pairs: low(pairsOf("euc-jp", 0xa1, [0x8f])) },
  ];
  const ascii: { readonly begin: readonly number[]; readonly pairs: Pairs } = {
    begin: [0x1b, 0x28, 0x42],
    pairs: new Map(),
  };
  const encode = (text: string): readonly number[] => {
    const bytes: number[] = [];
    let set = ascii;
    for (const one of text) {
      const needed = one < "\x80" ? ascii : (sets.find(({ pairs }) => pairs.has(one)) ?? ascii);
      if (needed !== set) bytes.push(...needed.begin);
      set = needed;
      bytes.push(...(needed.pairs.get(one) ?? [one.charCodeAt(0)]));
    }
    return set === ascii ? bytes : [...bytes, ...ascii.begin];
  };
  const hiding = sets.flatMap(({ pairs }) => hidingIn(pairs));
  return { declared, encoding: "iso-2022-jp", hiding, encode };
}

export const WIDE: readonly Wide[] = [
  ofPairs("GB 18030-2000", "gb18030"),
  ofPairs("BIG-5", "big5"),
  ofPairs("ISO IR14", "shift_jis"),
  switched("~ISO IR87~ISO IR159"),
  switched("ISO IR87"),
];
