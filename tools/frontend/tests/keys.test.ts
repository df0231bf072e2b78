import { expect, test } from "vitest";
import { isSign, KEYS, keyOf, letterOf, type Pressed, type Scope } from "../src/keys/keys";

const sources = import.meta.glob<string>("../src/**/*.ts", { query: "?raw", import: "default", eager: true });

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...held,
});

/** What a keyboard says of a combination as the table spells it. */
function pressed(combination: string): Pressed {
  const parts = combination.split("+");
  const key = parts.at(-1) ?? "";
  const typed = { Space: " ", Letter: "q" }[key] ?? key;
  const held = {
    ctrlKey: parts.includes("Mod"),
    altKey: parts.includes("Alt"),
    shiftKey: parts.includes("Shift"),
  };
  return press(held.shiftKey && typed.length === 1 ? typed.toUpperCase() : typed, held);
}

test("every key of the table is heard as what it stands for", () => {
  for (const [scope, names] of Object.entries(KEYS)) {
    for (const [name, keys] of Object.entries<readonly string[]>(names)) {
      for (const key of keys) expect(keyOf(scope as Scope, pressed(key)), `${scope}: ${key}`).toBe(name);
    }
  }
});

test("nothing but the table says which key it is", () => {
  const asked = /\b(event|pressed)\.(key|code|keyCode|which)\b/;
  const spelt =
    /["'](Enter|Escape|Tab|Arrow(Up|Down|Left|Right)|Page(Up|Down)|(Mod|Ctrl|Alt|Shift)[-+]\w+|F\d+|Key[A-Z])["']/;
  // A line end typed into the text is no command.
  const others = ["../src/elements/editor/keys.ts"];
  const names = Object.keys(sources).filter((name) => !name.startsWith("../src/keys/"));
  expect(names.length).toBeGreaterThan(100);
  const hits = names.filter((name) => asked.test(sources[name] ?? "") || spelt.test(sources[name] ?? ""));
  expect(hits.filter((name) => !others.includes(name))).toEqual([]);
});

test("a key with Ctrl, ⌘ or Alt is another key", () => {
  expect(keyOf("page", press("k", { metaKey: true }))).toBe("search");
  expect(keyOf("page", press("k"))).toBeNull();
  expect(keyOf("page", press("k", { ctrlKey: true, altKey: true }))).toBeNull();
  expect(keyOf("grid", press("ArrowDown", { altKey: true }))).toBeNull();
  expect(keyOf("bench", press("m"))).toBeNull();
  expect(keyOf("bench", press("m", { ctrlKey: true, altKey: true }))).toBeNull(); // AltGr of some keyboards
});

test("Shift is left to the key, unless the scope tells the two apart", () => {
  expect(keyOf("page", press("?", { shiftKey: true }))).toBe("keys");
  expect(keyOf("grid", press("ArrowDown", { shiftKey: true }))).toBe("down");
  expect(keyOf("find", press("Enter"))).toBe("next");
  expect(keyOf("find", press("Enter", { shiftKey: true }))).toBe("previous");
  expect(keyOf("edit", press("Z", { ctrlKey: true, shiftKey: true }))).toBe("redo");
});

test("with Alt a letter is known by its place, because a Mac types another sign", () => {
  expect(keyOf("bench", press("µ", { code: "KeyM", altKey: true }))).toBe("mask");
});

test("what is being put together by an input method is no key", () => {
  expect(keyOf("find", press("Enter", { isComposing: true }))).toBeNull();
});

test("a letter of any script leads through a menu; a digit and a key's name do not", () => {
  expect(["q", "Ö", "я"].map((key) => keyOf("menu", press(key)))).toEqual([
    "byLetter",
    "byLetter",
    "byLetter",
  ]);
  expect(letterOf(press("ö"))).toBe("ö");
  expect(["7", "F8", "Dead", "Process", ""].map((key) => keyOf("menu", press(key)))).toEqual(
    Array(5).fill(null),
  );
});

test("a sign is what goes into a field; with Ctrl or Alt it is a shortcut", () => {
  expect([press("?"), press("a"), press(" ")].map(isSign)).toEqual([true, true, true]);
  expect([press("k", { ctrlKey: true }), press("Enter"), press("m", { altKey: true })].map(isSign)).toEqual([
    false,
    false,
    false,
  ]);
});
