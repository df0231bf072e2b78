import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyChange, type Change } from "../../src/bytes/change";
import { Draft } from "../../src/pages/hl7-message/draft";

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

const anyBytes = fc.uint8Array({ maxLength: 40 });
const anyChange = fc.tuple(fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 6 }), fc.boolean());

describe("a draft", () => {
  test("changed in the stretch at hand or elsewhere equals the bytes changed, and taken back the bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyBytes,
        fc.nat(),
        fc.nat(),
        fc.array(anyChange, { maxLength: 6 }),
        async (bytes, a, b, changes) => {
          const ends = [a % (bytes.length + 1), b % (bytes.length + 1)].toSorted((x, y) => x - y);
          const start = ends[0] ?? 0;
          const draft = new Draft(new Blob([bytes as Uint8Array<ArrayBuffer>]));
          draft.bringUp(start, bytes.slice(start, ends[1]));
          let expected: Uint8Array = bytes;
          for (const [from, length, inserted, again] of changes) {
            const at = from % (expected.length + 1);
            const change: Change = { at, removed: expected.slice(at, at + (length % 8)), inserted };
            draft.edit(change, again);
            expected = applyChange(expected, change);
            expect(await bytesOf(draft.blob)).toEqual(expected);
            expect(draft.size).toBe(expected.length);
            if (again) draft.bringUp(0, expected);
          }
          while (draft.undo());
          expect(await bytesOf(draft.blob)).toEqual(bytes);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("of a file is taken into memory, where the disk cannot change it any more", async () => {
    const draft = new Draft(new File(["MSH|"], "a.hl7"));
    expect(await draft.secure(3)).toBe(false);
    expect(draft.blob).toBeInstanceOf(File);
    expect(await draft.secure(4)).toBe(true);
    expect(draft.blob).not.toBeInstanceOf(File);
    expect(await draft.blob.text()).toBe("MSH|");
    expect(await draft.secure(4)).toBe(false);
  });
});
