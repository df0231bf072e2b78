/** Images, documents and archives: the first bytes as their standards write them, then anything. */

import { deflateSync, gzipSync } from "node:zlib";
import { type Case, joined, latin1, many, utf8 } from "./case";
import type { Random } from "./random";
import { zipped } from "./zip";

const le32 = (value: number): Uint8Array =>
  Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
const be32 = (value: number): Uint8Array => le32(value).slice().reverse();
const placed = (
  length: number,
  ...parts: readonly (readonly [at: number, bytes: Uint8Array])[]
): Uint8Array => {
  const whole = new Uint8Array(length);
  for (const [at, bytes] of parts) whole.set(bytes, at);
  return whole;
};

const png = (): Uint8Array =>
  joined(
    latin1("\x89PNG\r\n\x1a\n"),
    be32(13),
    latin1("IHDR"),
    be32(32),
    be32(32),
    Uint8Array.of(8, 2, 0, 0, 0),
  );
const jpeg = (random: Random): Uint8Array =>
  latin1(
    random.pick([
      "\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01",
      "\xff\xd8\xff\xe1\x1c\x45Exif\0\0",
      "\xff\xd8\xff\xdb\0C\0",
      "\xff\xd8\xff\xf7\0\x0b",
      "\xff\xd8\xff\xee\0\x0eAdobe",
    ]),
  );
const jpeg2000 = (random: Random): Uint8Array =>
  latin1(
    random.pick([
      "\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ",
      "\xff\x4f\xff\x51\0\x2f\0\0",
      "\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjph ",
    ]),
  );
const gif = (random: Random): Uint8Array =>
  joined(latin1(random.pick(["GIF87a", "GIF89a"])), Uint8Array.of(16, 0, 16, 0, 0xf7, 0, 0));
const bmp = (random: Random): Uint8Array =>
  joined(latin1("BM"), le32(9_000), le32(0), le32(54), le32(random.pick([40, 124, 108, 12])), le32(32));
const tiff = (random: Random): Uint8Array =>
  latin1(random.pick(["II*\0\x08\0\0\0", "MM\0*\0\0\0\x08", "II+\0\x08\0\0\0"]));
const webp = (random: Random): Uint8Array =>
  joined(latin1("RIFF"), le32(9_000), latin1("WEBPVP8"), latin1(random.pick([" ", "L", "X"])));

function nifti(random: Random): Uint8Array {
  const isTwo = random.chance(0.3);
  if (isTwo) return placed(544, [0, random.pick([le32, be32])(540)], [4, latin1("n+2\0\r\n\x1a\n")]);
  return placed(
    352,
    [0, random.pick([le32, be32])(348)],
    [40, Uint8Array.of(3, 0, 64, 0, 64, 0, 32, 0)],
    [344, latin1(random.pick(["n+1\0", "ni1\0"]))],
  );
}

const nrrd = (random: Random): Uint8Array =>
  utf8(
    `NRRD000${random.pick([1, 4, 5])}${random.pick(["\n", "\r\n"])}# Complete NRRD file format specification\ntype: short\ndimension: 3\nsizes: 9 9 9\nencoding: ${random.pick(["raw", "gzip", "ascii"])}\n\n`,
  );
const pdf = (random: Random): Uint8Array =>
  latin1(
    `%PDF-1.${random.int(2, 7)}${random.pick(["\n", "\r\n", "\r"])}%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n`,
  );

function tar(random: Random): Uint8Array {
  const name = random.pick(["study/", "IM0001", "messages.hl7"]);
  return placed(
    1_024,
    [0, latin1(name)],
    [100, latin1("0000644\0")],
    [257, latin1(random.pick(["ustar\x0000", "ustar  \0"]))],
  );
}

/** Deflated content that is neither text nor anything else known. */
const zlib = (random: Random): Uint8Array =>
  deflateSync(joined(Uint8Array.of(1, 2, 3, 0, 0, 5), random.bytes(random.int(10, 3_000))), {
    level: random.pick([1, 6, 9]),
  });

function office(random: Random): Uint8Array {
  const xml = utf8(
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
  );
  const folder = random.pick(["word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"]);
  const files = [
    ["[Content_Types].xml", xml],
    ["_rels/.rels", xml],
    [folder, xml],
  ] as const;
  const late = [
    ["_rels/.rels", xml],
    ["docProps/app.xml", xml],
    [folder, xml],
    ["[Content_Types].xml", xml],
  ] as const;
  const odf = [
    ["mimetype", utf8("application/vnd.oasis.opendocument.text")],
    ["content.xml", xml],
  ] as const;
  const form = random.int(0, 2);
  return zipped(random, form === 0 ? files : form === 1 ? late : odf, form === 2 ? "stored" : undefined);
}

const MAKERS: readonly (readonly [kind: string, make: (random: Random) => Uint8Array])[] = [
  ["png", png],
  ["jpeg", jpeg],
  ["jpeg2000", jpeg2000],
  ["gif", gif],
  ["bmp", bmp],
  ["tiff", tiff],
  ["webp", webp],
  ["nifti", nifti],
  ["nrrd", nrrd],
  ["pdf", pdf],
  ["tar", tar],
];

export const binaryCases = (random: Random): Case[] => [
  ...MAKERS.flatMap(([expected, make]) =>
    many(40, () => ({
      expected,
      bytes: joined(make(random), random.bytes(random.pick([20, 500, 70_000]))),
      note: "",
    })),
  ),
  ...many(40, () => ({ expected: "zlib/unknown", bytes: zlib(random), note: "" })),
  ...many(40, () => ({ expected: "office-document", bytes: office(random), note: "" })),
  ...many(40, () => ({ expected: "empty", bytes: new Uint8Array(0), note: "" })),
  ...many(5, () => ({ expected: "gzip/empty", bytes: gzipSync(new Uint8Array(0)), note: "" })),
];
