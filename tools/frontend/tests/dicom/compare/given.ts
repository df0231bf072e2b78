/** Files as a comparison takes them, and what it says of them in short. */

import { unmasked } from "../../../src/bytes/datum";
import { sha256 } from "../../../src/bytes/sha256";
import { memorySource } from "../../../src/bytes/source";
import { ElementValues, open } from "../../../src/dicom";
import {
  type ComparedFile,
  type CompareRow,
  compareFiles,
  hashesOf,
  Ignored,
  type Mode,
  type PairComparison,
  type Said,
  wholeOf,
} from "../../../src/dicom/compare";
import { inflate } from "../../../src/workers/inflate";
import { dictionary } from "../read";

export const NO_KEYWORD = (): null => null;
export const KEYWORDS = (keyword: string): number | null =>
  ({ PatientID: 0x00100020, PatientName: 0x00100010 })[keyword] ?? null;

export async function compared(bytes: Uint8Array): Promise<ComparedFile> {
  const { file, source } = await open(memorySource(bytes), { vrOf: dictionary.vrOf, inflate });
  const values = new ElementValues(source, file.elements);
  return { file, values, hashed: await hashesOf(values, file, (stretch) => sha256(wholeOf(stretch))) };
}

export interface Asked {
  readonly mode?: Mode;
  readonly ignore?: string;
  readonly rows?: "all" | "differences";
}

export async function comparison(
  left: Uint8Array,
  right: Uint8Array,
  { mode = "values", ignore = "", rows = "differences" }: Asked = {},
): Promise<PairComparison> {
  const ignored = new Ignored(ignore, KEYWORDS);
  return compareFiles(await compared(left), await compared(right), { mode, ignored, rows });
}

export const say = (said: Said | null): string =>
  said ? `${said.path}=${unmasked(said.value)}${said.isCut ? "…" : ""}` : "";

/** `changed value: left | right` of each row that counts. */
export function counted({ rows }: PairComparison): readonly string[] {
  return rows.filter(({ isCounted }) => isCounted).map(line);
}

export function line({ kind, how, at, left, right }: CompareRow): string {
  const what = [kind, how, at || ""].filter((part) => part !== "").join(" ");
  return `${what}: ${say(left)} | ${say(right)}`;
}

export async function differences(
  left: Uint8Array,
  right: Uint8Array,
  asked?: Asked,
): Promise<readonly string[]> {
  return counted(await comparison(left, right, asked));
}
