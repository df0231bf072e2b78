/**
 * The detector against a corpus: which kind it guesses first for which kind. `DETECTOR_REPORT=1` writes the matrix to
 * `var/detector.json`; `PYDICOM_DATA` says where pydicom's `data` folder lies, if not in the house's own environment.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Detection, detect, HEAD_BYTES, KINDS } from "../../src/detect";
import { binaryCases } from "./corpus/binary";
import type { Case } from "./corpus/case";
import { dicomCases } from "./corpus/dicom";
import { documentCases } from "./corpus/documents";
import { exchangeCases } from "./corpus/exchange";
import { hl7Cases } from "./corpus/hl7";
import { negativeCases } from "./corpus/negatives";
import { pydicomCases } from "./corpus/pydicom";
import { Random } from "./corpus/random";
import { wrappedCases } from "./corpus/wrapped";

const SEED = 20_260_301;
const LEAST_RIGHT = 0.99;
/** Misses that are known, by their notes; any other is a change that somebody should want. */
const KNOWN_MISSES: readonly string[] = [
  "/test_files/no_meta.dcm", // cut one byte before its first element: no reader here finds that element either
];
const LEAST_OF_EACH = 40;
const NEGATIVES = 500;

const random = new Random(SEED);
const pydicom = pydicomCases();
const made = [dicomCases, hl7Cases, documentCases, exchangeCases, binaryCases].flatMap((cases) =>
  cases(random),
);
const negatives = negativeCases(random);
const all = [...pydicom, ...made, ...wrappedCases(random, [...pydicom, ...made]), ...negatives];

const pathOf = ({ guesses, inside }: Detection): string =>
  inside ? `${guesses[0].kind}/${pathOf(inside)}` : guesses[0].kind;

interface Wrong {
  readonly expected: string;
  readonly guessed: string;
  readonly note: string;
}

function judged(cases: readonly Case[]): readonly Wrong[] {
  return cases.flatMap(({ expected, bytes, note }) => {
    const guessed = pathOf(detect(bytes.subarray(0, HEAD_BYTES), bytes.length));
    return guessed === expected ? [] : [{ expected, guessed, note }];
  });
}

/** Only what is off the diagonal: expected kind, guessed kind, how often. */
function confusion(wrong: readonly Wrong[]): Record<string, Record<string, number>> {
  const matrix: Record<string, Record<string, number>> = {};
  for (const { expected, guessed } of wrong) {
    const row = matrix[expected] ?? {};
    matrix[expected] = { ...row, [guessed]: (row[guessed] ?? 0) + 1 };
  }
  return matrix;
}

function report(wrong: readonly Wrong[]): void {
  const cases: Record<string, number> = {};
  for (const { expected } of all) cases[expected] = (cases[expected] ?? 0) + 1;
  const figures = {
    seed: SEED,
    cases: all.length,
    negatives: negatives.length,
    right: all.length - wrong.length,
  };
  const folder = new URL("../../../../var/", import.meta.url).pathname;
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify(
    { ...figures, casesByKind: cases, confusion: confusion(wrong), wrong },
    null,
    2,
  );
  writeFileSync(`${folder}detector.json`, `${text}\n`);
}

test("the corpus has at least forty of every kind, 500 negatives, and pydicom's files where they are", () => {
  const count = (kind: string): number =>
    all.filter(({ expected }) => expected.split("/").includes(kind)).length;
  expect(KINDS.filter((kind) => count(kind) < LEAST_OF_EACH)).toEqual([]);
  expect(negatives.length).toBe(NEGATIVES);
  if (process.env["CI"]) expect(pydicom.length).toBeGreaterThan(150);
});

test("the first guess is right for 99 of 100 files, and every file has an answer", () => {
  const wrong = judged(all);
  const right = (all.length - wrong.length) / all.length;
  const lines = wrong.map(({ expected, guessed, note }) => `  ${expected} → ${guessed} (${note})`);
  const said = `${all.length} files (${pydicom.length} of pydicom, ${negatives.length} negatives), ${(right * 100).toFixed(2)} % right`;
  process.stdout.write(`${[said, ...lines].join("\n")}\n`);
  if (process.env["DETECTOR_REPORT"]) report(wrong);
  expect(right, said).toBeGreaterThanOrEqual(LEAST_RIGHT);
  expect(wrong.filter(({ note }) => !KNOWN_MISSES.includes(note))).toEqual([]);
}, 30_000);
