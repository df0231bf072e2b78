import { describe, expect, it } from "vitest";
import { collect, isJunk, MOST_ITEMS } from "../../src/intake/collection";
import { fileItem } from "../../src/intake/item";
import { survey } from "../../src/intake/survey";
import { pickedCollection, walk } from "../../src/intake/walk";

const item = (path: string) => fileItem(path, new Blob(["x"]));
const paths = (...all: readonly string[]) => collect("", all.map(item), []).items.map(({ path }) => path);
const forever = { signal: new AbortController().signal };

/** What a browser hands out for a dragged folder: `{ name: content }`, folders within folders. */
type Tree = { readonly [name: string]: string | Tree | null };

function entryOf(name: string, content: string | Tree | null, above = ""): FileSystemEntry {
  const fullPath = `${above}/${name}`;
  const common = { name, fullPath, filesystem: {} as FileSystem, getParent: () => {} };
  if (typeof content === "string") {
    const file = (resolve: (file: File) => void): void => resolve(new File([content], name));
    return { ...common, isFile: true, isDirectory: false, file } as FileSystemFileEntry;
  }
  const children = Object.entries(content ?? {}).map(([child, inner]) => entryOf(child, inner, fullPath));
  const createReader = (): FileSystemDirectoryReader => {
    const left = [...children];
    const readEntries = (
      resolve: (entries: FileSystemEntry[]) => void,
      reject?: (error: DOMException) => void,
    ) => (content === null ? reject?.(new DOMException("no")) : resolve(left.splice(0, 100)));
    return { readEntries } as FileSystemDirectoryReader;
  };
  return { ...common, isFile: false, isDirectory: true, createReader } as unknown as FileSystemDirectoryEntry;
}

describe("a collection", () => {
  it("stands in the order in which people count", () => {
    expect(paths("IM10", "IM2", "im1", "a/IM3")).toEqual(["a/IM3", "im1", "IM2", "IM10"]);
  });

  it("leaves out what systems put beside files, and counts it", () => {
    const junk = [
      ".DS_Store",
      "a/Thumbs.db",
      "__MACOSX/a/._b.dcm",
      "a/@eaDir/b.dcm",
      "._b.dcm",
      "a/desktop.ini",
    ];
    const wanted = ["DICOMDIR", "a/.hidden", "DS_Store", "macosx/b.dcm"];
    const { items, junk: count } = collect("", [...junk, ...wanted].map(item), []);
    expect([items.map(({ path }) => path).sort(), count]).toEqual([wanted.sort(), junk.length]);
    expect(junk.every(isJunk)).toBe(true);
  });

  it("has a limit, which is said", () => {
    const one = item("x");
    const { items, failures } = collect("", new Array(MOST_ITEMS + 1).fill(one), []);
    expect(items.length).toBe(MOST_ITEMS);
    expect(failures).toMatchObject([
      { code: "too-many", values: { most: MOST_ITEMS, count: MOST_ITEMS + 1 } },
    ]);
  });
});

describe("a dragged folder", () => {
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`IM${n}`, "x"]));

  it("is read through and through, batch after batch, its own name left out", async () => {
    const entries = [entryOf("study", { one: { deeper: many }, readme: "x" })];
    const { name, items, failures } = await walk({ entries, files: [] }, forever);
    expect([name, items.length, failures]).toEqual(["study", 251, []]);
    expect(items.at(0)?.path).toBe("one/deeper/IM0");
    expect(items.at(-1)?.path).toBe("readme");
  });

  it("beside others keeps its name", async () => {
    const entries = [entryOf("a", { x: "1" }), entryOf("b", { x: "2" }), entryOf("c.txt", "3")];
    const { name, items } = await walk({ entries, files: [] }, forever);
    expect([name, items.map(({ path }) => path)]).toEqual(["", ["a/x", "b/x", "c.txt"]]);
  });

  it("that cannot be read is named, and the rest is there", async () => {
    const entries = [entryOf("study", { locked: null, open: { x: "1" } })];
    const { items, failures } = await walk({ entries, files: [] }, forever);
    expect(items.map(({ path }) => path)).toEqual(["open/x"]);
    expect(failures).toMatchObject([{ code: "folder", values: { name: "study/locked" } }]);
  });

  it("ends when it is cancelled", async () => {
    const ear = new AbortController();
    const watch = { signal: ear.signal, progress: (done: number) => done > 20 && ear.abort() };
    await expect(walk({ entries: [entryOf("study", many)], files: [] }, watch)).rejects.toThrow();
  });
});

describe("files that were chosen together", () => {
  it("have the paths that the browser knows, without their common folder", () => {
    const picked = (path: string) => Object.assign(new File(["x"], "x"), { webkitRelativePath: path });
    const { name, items } = pickedCollection([picked("study/a/x"), picked("study/b/x")]);
    expect([name, items.map(({ path }) => path)]).toEqual(["study", ["a/x", "b/x"]]);
    expect(pickedCollection([new File(["x"], "x")]).items[0]?.path).toBe("x");
  });
});

describe("a survey", () => {
  it("says of every file what it is, or why nobody knows", async () => {
    const gone = new File(["x"], "gone");
    gone.stream = () => new ReadableStream({ pull: (from) => from.error(new TypeError("gone")) });
    const items = [
      fileItem("adt.hl7", new Blob(["MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5\rPID|1\r"])),
      fileItem("gone", gone),
      item("note"),
    ];
    const kinds: string[] = [];
    await survey(items, forever, (index, what) => {
      kinds[index] = "detection" in what ? what.detection.guesses[0].kind : what.failure.code;
    });
    expect(kinds).toEqual(["hl7-v2", "unreadable", "text"]);
  });
});
