import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyChange, type Change, changeBetween, inverse, joinChanges } from "../../src/bytes/change";
import { Steps } from "../../src/bytes/steps";

const anyBytes = fc.uint8Array({ maxLength: 40 });

/** A change that fits `bytes`. */
function changeOf(bytes: Uint8Array, from: number, length: number, inserted: Uint8Array): Change {
  const at = from % (bytes.length + 1);
  return { at, removed: bytes.slice(at, at + (length % 8)), inserted };
}
const anyChange = fc.tuple(fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 6 }));

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe("a change", () => {
  test("taken back gives the bytes as they were", () => {
    fc.assert(
      fc.property(anyBytes, anyChange, (bytes, [from, length, inserted]) => {
        const change = changeOf(bytes, from, length, inserted);
        expect(applyChange(applyChange(bytes, change), inverse(change))).toEqual(bytes);
      }),
    );
  });

  test("found between two texts makes the one of the other", () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (before, after) => {
        const change = changeBetween(before, after);
        expect(change ? applyChange(before, change) : before).toEqual(after);
      }),
    );
  });

  test("joined with the next one does what both did", () => {
    fc.assert(
      fc.property(anyBytes, anyChange, anyChange, (bytes, one, two) => {
        const first = changeOf(bytes, ...one);
        const between = applyChange(bytes, first);
        const second = changeOf(between, ...two);
        const after = applyChange(between, second);
        const both = joinChanges(first, second);
        if (!both) return;
        expect(applyChange(bytes, both)).toEqual(after);
        expect(applyChange(after, inverse(both))).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  test("is not joined with one elsewhere", () => {
    const first = { at: 0, removed: bytesOf(""), inserted: bytesOf("a") };
    expect(joinChanges(first, { at: 5, removed: bytesOf(""), inserted: bytesOf("b") })).toBeNull();
    expect(joinChanges(first, { at: 1, removed: bytesOf(""), inserted: bytesOf("b") })).not.toBeNull();
  });
});

describe("steps", () => {
  const letter = (at: number): Change => ({ at, removed: bytesOf(""), inserted: bytesOf("x") });

  test("are fifty, the newest", () => {
    const steps = new Steps();
    for (let n = 0; n < 60; n++) steps.record(letter(n * 2));
    let undone = 0;
    while (steps.undo()) undone++;
    expect(undone).toBe(50);
    while (steps.redo()) undone--;
    expect(undone).toBe(0);
    expect(steps.changed).toBe(true);
  });

  test("taken back all give the bytes as they were, and done again the last ones", () => {
    fc.assert(
      fc.property(
        anyBytes,
        fc.array(fc.tuple(anyChange, fc.boolean()), { maxLength: 20 }),
        (bytes, changes) => {
          const steps = new Steps();
          let now: Uint8Array = bytes;
          for (const [[from, length, inserted], join] of changes) {
            const change = changeOf(now, from, length, inserted);
            steps.record(change, join);
            now = applyChange(now, change);
          }
          const last = now;
          for (let back = steps.undo(); back; back = steps.undo()) now = applyChange(now, back);
          expect(now).toEqual(bytes);
          expect(steps.changed).toBe(false);
          for (let again = steps.redo(); again; again = steps.redo()) now = applyChange(now, again);
          expect(now).toEqual(last);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a new change ends what could be done again", () => {
    const steps = new Steps();
    steps.record(letter(0));
    steps.undo();
    steps.record(letter(1), true);
    expect(steps.canRedo).toBe(false);
    expect(steps.undo()?.at).toBe(1);
  });
});
