/**
 * Some hundreds of damaged files, others with every commit: no crash, no hang, no more memory than the limits allow; what
 * stands before the damage is shown. A seed that failed goes into failing-seeds.json, which keeps the last twenty.
 */

import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { Fatal } from "../../src/bytes/fault";
import { memorySource } from "../../src/bytes/source";
import {
  type DicomFile,
  ElementValues,
  open,
  pathOf,
  previewsOf,
  sampleFile,
  sampleReport,
} from "../../src/dicom";
import { inflate } from "../../src/workers/inflate";
import { pydicomCases } from "../detect/corpus/pydicom";
import { MOST_OF_ALL, mostMemory, needsPeak, Peaks } from "../peak";
import failingSeeds from "./failing-seeds.json";
import { dice, type Mutant, mutate } from "./mutate";
import { dictionary } from "./read";

const MUTANTS = 320;
/** Of the processor: how long it takes on the wall depends on what else the machine does. */
const MOST_MS = 1_000;
/** Larger files take their time to be copied, and have nothing that small ones have not. */
const MOST_BYTES = 200_000;
const SHOWN = 0.95;
/** The part of all mutants that certainly breaks a rule: for each of them a fault has to be told. */
const TOLD = 0.45;

/** The commit, so that CI tries others each time, and whoever reads its log can try the same. */
function seedOf(): number {
  const given = process.env["DICOM_SEED"];
  if (given) return Number(given);
  try {
    const commit = execFileSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" });
    return Number.parseInt(commit.slice(0, 8), 16);
  } catch {
    return 1; // a copy of the tree without its history
  }
}

const read = (bytes: Uint8Array) => open(memorySource(bytes), { vrOf: dictionary.vrOf, inflate });

interface Whole {
  readonly bytes: Uint8Array;
  readonly file: DicomFile;
}

async function wholes(): Promise<Whole[]> {
  const given = pydicomCases().filter(
    ({ expected, bytes }) => expected === "dicom" && bytes.length < MOST_BYTES,
  );
  const all = [sampleFile(), sampleReport(), ...given.map(({ bytes }) => new Uint8Array(bytes))];
  const read1 = await Promise.all(all.map(async (bytes) => ({ bytes, ...(await read(bytes)) })));
  return read1.filter(
    ({ file, source, bytes }) => file.faults.length === 0 && source.length === bytes.length,
  );
}

interface Outcome {
  readonly ms: number;
  readonly isShown: boolean;
  /** Bytes of what was read, inflated. */
  readonly size: number;
}

function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** What the mutant is read as, and everything asked of it that a page asks. @throws whatever is no Fatal */
async function outcome({ bytes, from, isTold, what }: Mutant, before: DicomFile): Promise<Outcome> {
  const began = spent();
  let opened: Awaited<ReturnType<typeof read>>;
  try {
    opened = await read(bytes);
  } catch (error) {
    if (!(error instanceof Fatal)) throw error;
    return { ms: spent() - began, isShown: from < 400, size: bytes.length };
  }
  const { file, source } = opened;
  const values = new ElementValues(source, file.elements);
  for (let row = 0; row < file.elements.count; row++) if (values.kind(row) === "value") values.text(row);
  const told = [...file.faults, ...previewsOf(source, file.elements).faults.all];
  for (const { offset, rule, expected, found } of told)
    if (offset < 0 || rule === "" || typeof expected !== "string" || typeof found !== "string")
      expect.fail(`${what}: a fault without place, rule, found or expected`);
  if (isTold && told.length === 0) expect.fail(`${what}: nothing is told`);
  const isShown = showsWhatComesBefore(file, before, from);
  return { ms: spent() - began, isShown, size: Math.max(source.length, bytes.length) };
}

/** Every row that ended before the damage is there again, under the same path. */
function showsWhatComesBefore(file: DicomFile, before: DicomFile, from: number): boolean {
  for (let row = 0; row < before.elements.count; row++) {
    if ((before.elements.valueEnd[row] as number) > from) continue;
    if (before.elements.end[row] !== row + 1) continue;
    if (row >= file.elements.count || pathOf(file.elements, row) !== pathOf(before.elements, row))
      return false;
  }
  return true;
}

/** As many damaged files as a run has, each with the file that it was. */
async function* mutants(seed: number): AsyncGenerator<readonly [Mutant, DicomFile]> {
  const random = dice(seed);
  const files = await wholes();
  for (let made = 0; made < MUTANTS; ) {
    const { bytes, file } = files[Math.floor(random() * files.length)] as Whole;
    const mutant = mutate(bytes, file, random);
    if (!mutant) continue;
    made++;
    yield [mutant, file];
  }
}

const seed = seedOf();

// The first: what others left behind would serve here anew.
it(`no damaged file takes more memory than 64 MB or three times what it holds, seed ${seed}`, async (context) => {
  needsPeak(context);
  const peaks = new Peaks();
  const large: string[] = [];
  for await (const [mutant, whole] of mutants(seed)) {
    let size = 0;
    const peak = await peaks.of(async () => {
      ({ size } = await outcome(mutant, whole));
    });
    if (peak > mostMemory(size)) large.push(`${mutant.what}: ${peak} bytes for ${size}`);
  }
  expect(large).toEqual([]);
  expect(peaks.most).toBeLessThan(MOST_OF_ALL);
}, 60_000);

it.each([seed, ...failingSeeds])(
  "damaged files are read to the end, seed %i",
  async (one) => {
    const slow: string[] = [];
    let [shown, told, all] = [0, 0, 0];
    for await (const [mutant, whole] of mutants(one)) {
      all++;
      const { ms, isShown } = await outcome(mutant, whole);
      if (isShown) shown++;
      if (mutant.isTold) told++;
      if (ms > MOST_MS) slow.push(`${mutant.what}: ${Math.round(ms)} ms`);
    }
    expect(all).toBeGreaterThanOrEqual(300);
    expect(slow).toEqual([]);
    expect(shown / all).toBeGreaterThanOrEqual(SHOWN);
    expect(told / all).toBeGreaterThanOrEqual(TOLD);
  },
  60_000,
);
