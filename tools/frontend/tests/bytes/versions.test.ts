import fc from "fast-check";
import { expect, test } from "vitest";
import { Versions } from "../../src/bytes/versions";

test("what is taken back can be done again, until something else is changed", () => {
  const versions = new Versions("first");
  versions.add("second");
  versions.add("third");
  expect([versions.undo(), versions.undo(), versions.undo()]).toEqual(["second", "first", null]);
  expect(versions.changed).toBe(false);
  expect(versions.redo()).toBe("second");
  versions.add("other");
  expect(versions.canRedo).toBe(false);
  expect([versions.undo(), versions.undo()]).toEqual(["second", "first"]);
});

test("fifty can be taken back, and what was dropped is not said to be unchanged", () => {
  const versions = new Versions(0);
  for (let number = 1; number <= 60; number++) versions.add(number);
  let steps = 0;
  while (versions.undo() !== null) steps++;
  expect([steps, versions.current, versions.changed]).toEqual([50, 10, true]);
});

test("whatever is done, the file is the one that a list of all would have", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("add", "undo", "redo"), { maxLength: 40 }), (acts) => {
      const versions = new Versions(0);
      let files = [0];
      let at = 0;
      acts.forEach((act, number) => {
        if (act === "add") {
          files = [...files.slice(0, at + 1), number + 1];
          at++;
          versions.add(number + 1);
        } else if (act === "undo") {
          versions.undo();
          at = Math.max(0, at - 1);
        } else {
          versions.redo();
          at = Math.min(files.length - 1, at + 1);
        }
        expect(versions.current).toBe(files[at]);
      });
    }),
  );
});
