/** Options of a command line: `--seed 7` or `--seed=7`, each once; what is no option is a file. */

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { env } from "node:process";

/** What a person typed that cannot be meant. */
export class Mistake extends Error {}

export interface Given<Name extends string> {
  readonly options: ReadonlyMap<Name, string>;
  readonly words: readonly string[];
}

/** @throws Mistake for an option that is not there, one given twice, or one without its value */
export function givenOptions<const Name extends string>(
  given: readonly string[],
  { valued, plain }: { readonly valued: readonly Name[]; readonly plain: readonly Name[] },
): Given<Name> {
  const options = new Map<Name, string>();
  const words: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const word = given[at] as string;
    if (!word.startsWith("--")) {
      words.push(word);
      continue;
    }
    const [typed = "", ...rest] = word.split("=");
    const name = [...valued, ...plain].find((one) => one === typed);
    if (name === undefined) throw new Mistake(`unknown option ${typed}`);
    if (options.has(name)) throw new Mistake(`${name} is given twice`);
    const takes = valued.includes(name);
    const value = rest.length > 0 ? rest.join("=") : takes ? given[++at] : "";
    if (value === undefined || (takes && value === "")) throw new Mistake(`${name} wants a value`);
    if (!takes && rest.length > 0) throw new Mistake(`${name} takes no value`);
    options.set(name, value);
  }
  return { options, words };
}

/** @throws Mistake that names what may be given */
export function oneOf<const Value extends string>(
  option: string,
  given: string | undefined,
  values: readonly Value[],
  otherwise: Value,
): Value {
  if (given === undefined) return otherwise;
  const found = values.find((value) => value === given);
  if (found === undefined) throw new Mistake(`${option} ${given}: expected ${values.join(", ")}`);
  return found;
}

/** @throws Mistake that names the range */
export function wholeNumber(
  option: string,
  given: string | undefined,
  { from, to, otherwise }: { readonly from: number; readonly to: number; readonly otherwise: number },
): number {
  if (given === undefined) return otherwise;
  const number = Number(given);
  if (!/^\d+$/.test(given) || number < from || number > to)
    throw new Mistake(`${option} ${given}: expected a whole number from ${from} to ${to}`);
  return number;
}

/** npm runs scripts elsewhere than where it was called. */
const here = (path: string): string => resolve(env["INIT_CWD"] ?? ".", path);

/** @throws Mistake */
export function readBytes(path: string): Uint8Array {
  return mended(path, () => new Uint8Array(readFileSync(here(path))));
}

/** @throws Mistake */
export function writeBytes(path: string, bytes: Uint8Array): void {
  mended(path, () => writeFileSync(here(path), bytes));
}

function mended<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new Mistake(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
