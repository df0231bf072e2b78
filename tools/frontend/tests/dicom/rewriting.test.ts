import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { asFailure } from "../../src/bytes/fault";
import { memorySource } from "../../src/bytes/source";
import { ElementValues, open, pathOf, sampleFile, sampleReport } from "../../src/dicom";
import { type Rewriting, rewritten } from "../../src/dicom/write";
import { inflate } from "../../src/workers/inflate";
import { EXPLICIT_LITTLE, leaf, part10, SYNTAX, written } from "./build";
import { dictionary } from "./read";

const deflate = (bytes: Uint8Array): Uint8Array => new Uint8Array(deflateRawSync(bytes));

async function read(bytes: Uint8Array) {
  const { file, source } = await open(memorySource(bytes), { vrOf: dictionary.vrOf, inflate });
  return { file, whole: source.slice(0, source.length), source };
}

async function again(bytes: Uint8Array, rewriting: Rewriting): Promise<Uint8Array> {
  const { file, whole } = await read(bytes);
  return rewritten(whole, file, rewriting, deflate);
}

/** An implicit file does not say their VR (PS3.5 7.1.3): it is gone, their bytes are not. */
const PRIVATE = /^...[13579bdf].{4} /i;

/** Every path with its text, but for the meta information and what is private. */
async function contents(bytes: Uint8Array): Promise<readonly string[]> {
  const { file, source } = await read(bytes);
  const values = new ElementValues(source, file.elements);
  return Array.from({ length: file.elements.count }, (_, row) =>
    values.kind(row) === "value"
      ? `${pathOf(file.elements, row)} ${values.text(row)}`
      : pathOf(file.elements, row),
  ).filter((line) => !line.startsWith("0002") && !PRIVATE.test(line));
}

const SYNTAXES = [SYNTAX.implicitLittle, SYNTAX.explicitBig, SYNTAX.deflated];

describe("a file that is written anew", () => {
  it.each(SYNTAXES)("says in %s what it said before, and goes back", async (uid) => {
    for (const whole of [sampleFile(), sampleReport()]) {
      const { file } = await read(whole);
      const other = await again(whole, { kind: "syntax", uid });
      expect((await read(other)).file.transferSyntax).toBe(uid);
      expect((await read(other)).file.faults).toEqual([]);
      expect(await contents(other)).toEqual(await contents(whole));
      const back = await again(other, { kind: "syntax", uid: file.transferSyntax });
      expect(await contents(back)).toEqual(await contents(whole));
    }
  });

  it("has preamble and meta information where it had none", async () => {
    const bare = written(EXPLICIT_LITTLE, [
      leaf(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2"),
      leaf(0x00080018, "UI", "1.2.3"),
      leaf(0x00100020, "LO", "SAMPLE-1"),
    ]);
    const mended = await again(bare, { kind: "repair" });
    const { file } = await read(mended);
    expect(file.faults).toEqual([]);
    expect(file.transferSyntax).toBe(SYNTAX.explicitLittle);
    expect(Buffer.from(mended.slice(-bare.length)).equals(Buffer.from(bare))).toBe(true);
  });

  it("stays deflated when its start is mended", async () => {
    const deflated = await again(sampleFile(), { kind: "syntax", uid: SYNTAX.deflated });
    const { file } = await read(deflated);
    const broken = new Uint8Array(deflated);
    broken.set([0, 0], 140); // the group length of the meta information
    const mended = await again(broken, { kind: "repair" });
    expect((await read(mended)).file.transferSyntax).toBe(file.transferSyntax);
    expect(mended.length).toBeLessThan(sampleFile().length);
    expect(await contents(mended)).toEqual(await contents(sampleFile()));
  });

  it.each([
    ["nothing to mend", { kind: "repair" } as const, "edit-nothing"],
    ["the same transfer syntax", { kind: "syntax", uid: SYNTAX.explicitLittle } as const, "edit-nothing"],
    ["what needs a codec", { kind: "syntax", uid: "1.2.840.10008.1.2.4.50" } as const, "edit-codec"],
  ])("is refused where there is %s", async (_what, rewriting, code) => {
    const whole = part10(
      SYNTAX.explicitLittle,
      written(EXPLICIT_LITTLE, [leaf(0x00100020, "LO", "SAMPLE-1")]),
    );
    const right = await again(whole, { kind: "repair" }).catch(() => whole);
    await expect(
      again(right, rewriting).catch((error: unknown) => Promise.reject(asFailure(error))),
    ).rejects.toMatchObject({ code });
  });
});
