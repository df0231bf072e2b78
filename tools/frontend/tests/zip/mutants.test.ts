/**
 * Some hundreds of damaged archives, others with every commit: no crash, no hang, no more memory than the limits allow.
 * What is not touched is opened as it was; what is touched is refused with a place, or opened up to there and said.
 */

import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { unmasked } from "../../src/bytes/datum";
import { Fatal } from "../../src/bytes/fault";
import { sampleFile, sampleReport } from "../../src/dicom";
import { openArchive } from "../../src/intake/archive";
import type { Item } from "../../src/intake/item";
import { dice } from "../dicom/mutate";
import { MOST_OF_ALL, mostMemory, needsPeak, Peaks } from "../peak";
import { archive, joined, utf8, type Written } from "./build";

const MUTANTS = 300;
const MOST_MS = 1_000;
const MEGABYTE = 1024 * 1024;
const forever = { signal: new AbortController().signal };

/** The commit, so that CI tries others each time, and whoever reads its log can try the same. */
function seedOf(): number {
  const given = process.env["ZIP_SEED"];
  if (given) return Number(given);
  try {
    return Number.parseInt(execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).slice(0, 8), 16);
  } catch {
    return 1; // a copy of the tree without its history
  }
}

/** Zeros that deflate packs a thousand times smaller. */
const BOMB = new Uint8Array(20 * MEGABYTE);
const WHOLE: readonly Written[] = [
  { name: "study/ct.dcm", bytes: sampleFile() },
  { name: "study/report.dcm", bytes: sampleReport(), isStored: true },
  { name: "notes.txt", bytes: utf8("plainly synthetic ".repeat(500)), zip64: true },
];

let bombed: Uint8Array | null = null;

/** Made once: it takes longer to pack than to refuse. */
function withBomb(): Uint8Array {
  bombed ??= archive([...WHOLE, { name: "zeros", bytes: BOMB }]);
  return bombed;
}

interface Mutant {
  readonly what: string;
  readonly bytes: Uint8Array;
  /** Files that are there as they were, or none that can be counted on. */
  readonly untouched: readonly Written[];
}

type Roll = (below: number) => number;
const pick = <T>(from: readonly T[], roll: Roll): T => from[roll(from.length)] as T;

const DAMAGES: readonly ((roll: Roll) => Mutant)[] = [
  (roll) => {
    const bytes = archive(WHOLE);
    const at = roll(bytes.length);
    return { what: `cut at ${at}`, bytes: bytes.slice(0, at), untouched: [] };
  },
  (roll) => {
    const bytes = archive(WHOLE);
    const hits = Array.from({ length: 1 + roll(4) }, () => roll(bytes.length));
    for (const at of hits) bytes[at] = roll(256);
    return { what: `other bytes at ${hits.join(", ")}`, bytes, untouched: [] };
  },
  (roll) => {
    const bytes = archive(WHOLE);
    const at = roll(bytes.length);
    return { what: `0xFF from ${at}`, bytes: bytes.fill(0xff, at, at + 1 + roll(300)), untouched: [] };
  },
  (roll) => {
    const name = pick(
      ["../../etc/passwd", "/root", "C:\\x", "a/../../b", "\0", "..", "%2e%2e/x", "‮txt.exe"],
      roll,
    );
    return {
      what: `the name ${name}`,
      bytes: archive([...WHOLE, { name, bytes: utf8("x") }]),
      untouched: [...WHOLE, { name, bytes: utf8("x") }],
    };
  },
  (roll) => ({
    what: "an encrypted entry",
    bytes: archive([...WHOLE, { name: "secret", bytes: utf8("x"), flags: 1 | (roll(2) << 6) }]),
    untouched: WHOLE,
  }),
  (roll) => {
    const method = pick([1, 6, 9, 12, 14, 93, 95, 98, 99, 0xffff], roll);
    return {
      what: `method ${method}`,
      bytes: archive([...WHOLE, { name: "odd", bytes: utf8("x"), method }]),
      untouched: WHOLE,
    };
  },
  (roll) => ({
    what: "a wrong checksum",
    bytes: archive([...WHOLE, { name: "lie", bytes: utf8("x"), crc: roll(0xffffffff) }]),
    untouched: WHOLE,
  }),
  () => ({
    what: "a bomb",
    bytes: withBomb(),
    untouched: WHOLE,
  }),
  (roll) => {
    const times = 1 + roll(3);
    const before = joined(...Array.from({ length: times }, () => archive(WHOLE)));
    return { what: `${times} archives before it`, bytes: archive(WHOLE, { before }), untouched: WHOLE };
  },
  (roll) => ({
    what: "sizes in zip64",
    bytes: archive(WHOLE, { zip64: true, comment: "x".repeat(roll(70)) }),
    untouched: WHOLE,
  }),
];

/** What an item holds, or why it cannot be opened. @throws whatever is no Fatal */
async function contentOf(item: Item): Promise<Uint8Array | Fatal> {
  try {
    await item.head();
    const { blob, fault } = await item.open(forever);
    if (fault) return new Fatal(fault.code, fault.offset, fault.values);
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    if (error instanceof Fatal) return error;
    throw error;
  }
}

/** How many bytes came out of it, all files together. */
async function tried({ what, bytes, untouched }: Mutant): Promise<number> {
  const found = new Map<string, Uint8Array | Fatal>();
  try {
    const { items } = await openArchive(new Blob([bytes as Uint8Array<ArrayBuffer>]), "a.zip", forever);
    for (const item of items) found.set(unmasked(item.path), await contentOf(item));
  } catch (error) {
    if (!(error instanceof Fatal)) throw error;
    expect(error.failure.code, what).not.toBe("");
  }
  for (const { name, bytes: expected } of untouched) {
    const content = found.get(String(name).replaceAll("\\", "/"));
    expect(content, `${what}: ${String(name)}`).toBeInstanceOf(Uint8Array);
    expect(Buffer.compare(content as Uint8Array, expected), `${what}: ${String(name)}`).toBe(0);
  }
  return Array.from(found.values()).reduce(
    (sum, one) => sum + (one instanceof Fatal ? 0 : one.length),
    bytes.length,
  );
}

function* mutants(): Generator<Mutant> {
  const random = dice(seedOf());
  const roll: Roll = (below) => Math.floor(random() * below);
  for (let made = 0; made < MUTANTS; made++)
    yield (DAMAGES[made % DAMAGES.length] as (roll: Roll) => Mutant)(roll);
}

// The first: what others left behind would serve here anew.
it(`no damaged archive takes more memory than 64 MB or three times what it holds, seed ${seedOf()}`, async (context) => {
  needsPeak(context);
  const peaks = new Peaks();
  const large: string[] = [];
  for (const mutant of mutants()) {
    let size = 0;
    const peak = await peaks.of(async () => {
      size = await tried(mutant);
    });
    if (peak > mostMemory(size)) large.push(`${mutant.what}: ${peak} bytes for ${size}`);
  }
  expect(large).toEqual([]);
  expect(peaks.most).toBeLessThan(MOST_OF_ALL);
}, 120_000);

it(`damaged archives are read to the end, seed ${seedOf()}`, async () => {
  const slow: string[] = [];
  for (const mutant of mutants()) {
    const began = process.cpuUsage();
    await tried(mutant);
    const { user, system } = process.cpuUsage(began);
    if ((user + system) / 1_000 > MOST_MS) slow.push(mutant.what);
  }
  expect(slow).toEqual([]);
}, 120_000);

it("a bomb is left where it shows, with the packed byte", async () => {
  const bytes = archive([{ name: "zeros", bytes: BOMB }]);
  const { items } = await openArchive(new Blob([bytes as Uint8Array<ArrayBuffer>]), "a.zip", forever);
  const found = await contentOf(items[0] as Item);
  expect(found).toBeInstanceOf(Fatal);
  const { code, offset } = (found as Fatal).failure;
  expect(code).toBe("bomb");
  expect(offset).toBeGreaterThan(16_000);
  expect(offset).toBeLessThan(25_000);
});
