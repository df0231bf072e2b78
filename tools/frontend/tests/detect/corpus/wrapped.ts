/** What the rest of the corpus looks like in base64, data URLs, gzip and zip, one layer or two. */

import { gzipSync } from "node:zlib";
import { base64, base64Url, type Case, joined, latin1, many, utf8 } from "./case";
import type { Random } from "./random";
import { zipped } from "./zip";

const folded = (text: string, width: number, end: string): string =>
  text.replace(new RegExp(`.{${width}}(?=.)`, "g"), `$&${end}`);

function inBase64(random: Random, { expected, bytes }: Case): Case {
  const letters = random.chance(0.2) ? base64Url(bytes) : base64(bytes);
  const text = random.pick([
    letters,
    letters,
    folded(letters, 76, "\r\n"),
    folded(letters, 64, "\n"),
    `${letters}\n`,
  ]);
  return { expected: `base64/${expected}`, bytes: utf8(text), note: "" };
}

function inDataUrl(random: Random, { expected, bytes }: Case): Case {
  const type = random.pick(["application/octet-stream", "text/plain;charset=utf-8", "application/dicom", ""]);
  return { expected: `data-url/${expected}`, bytes: utf8(`data:${type};base64,${base64(bytes)}`), note: "" };
}

/** RFC 1952 2.3: a name and a comment may stand in the header. */
function inGzip(random: Random, { expected, bytes }: Case): Case {
  const packed = gzipSync(bytes, { level: random.pick([1, 6, 9]) });
  const named = joined(
    packed.subarray(0, 3),
    Uint8Array.of(0x18),
    packed.subarray(4, 10),
    latin1("a.bin\0by example\0"),
    packed.subarray(10),
  );
  const whole = random.chance(0.4) ? named : packed;
  const isCut = random.chance(0.2) && whole.length > 2_000;
  return {
    expected: `gzip/${expected}`,
    bytes: isCut ? whole.subarray(0, whole.length - 500) : whole,
    note: isCut ? "cut" : "",
  };
}

function inZip(random: Random, { expected, bytes }: Case): Case {
  const entry = ["export/one", bytes] as const;
  const second = ["export/two.txt", utf8("two")] as const;
  const files = random.pick([
    [entry],
    [entry, second],
    [["export/", new Uint8Array(0)] as const, entry],
    [["__MACOSX/._one", utf8("x")] as const, entry],
  ]);
  return { expected: `zip/${expected}`, bytes: zipped(random, files), note: "" };
}

/** Too little to be told from a word once it is in base64. */
const SHORTEST = 12;

/** One layer at a time; and what nobody recognises is not recognised in a wrapping either. */
const isWrappable = ({ expected, bytes }: Case): boolean =>
  bytes.length >= SHORTEST && !expected.includes("/") && expected !== "unknown";

export function wrappedCases(random: Random, all: readonly Case[]): Case[] {
  const cases = all.filter(isWrappable);
  const wraps = [inBase64, inDataUrl, inGzip, inZip];
  const once = wraps.flatMap((wrap) => many(120, () => wrap(random, random.pick(cases))));
  const small = cases.filter(({ bytes }) => bytes.length < 20_000);
  const twice = many(60, () => random.pick(wraps)(random, random.pick(wraps)(random, random.pick(small))));
  return [...once, ...twice];
}
