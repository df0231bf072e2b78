/**
 * `hl7 --build KIND [option]…` prints messages made up from a seed; the same options give the same bytes.
 *
 *     KIND             ADT^A01, ORU_R01, …: `--build` alone lists them
 *     --version V      2.1 … 2.8.2; 2.5.1 if it is left out
 *     --seed N         1 if it is left out
 *     --count N        how many, 1 if it is left out
 *     --start TIME     of the first message, YYYYMMDDHHMMSS
 *     --edge CASE      an edge case; where it stands is said on the error output
 *     --mllp           each in its frame
 *     --out FILE       into a file instead
 */

import { stderr } from "node:process";
import { type Datum, unmasked } from "../bytes/datum";
import { asFailure } from "../bytes/fault";
import { loadStandard } from "../dictionary/standard";
import { DICTIONARY_VERSIONS } from "../hl7";
import { built, MOST_MESSAGES, MOST_SEED, newRecipe, type Recipe, START } from "../hl7/build/build";
import { EDGES } from "../hl7/build/edges";
import { KINDS, kindName, readKind } from "../hl7/build/kinds";
import { formatMoment, readMoment } from "../hl7/build/moment";
import { Plan } from "../hl7/plan";
import { Output } from "../hl7/write";
import { givenOptions, Mistake, oneOf, wholeNumber, writeBytes } from "./given";

type Write = (bytes: Uint8Array) => Promise<void>;

const VALUED = ["--version", "--seed", "--count", "--start", "--edge", "--out"] as const;
export const BUILD_USAGE =
  "       hl7 --build KIND [--version V] [--seed N] [--count N] [--start TIME] [--edge CASE] [--mllp] [--out FILE]\n";
const WRONG = 2;

/** The status. */
export async function building(given: readonly string[], write: Write): Promise<number> {
  try {
    await build(given, write);
    return 0;
  } catch (error) {
    const { code, values } = asFailure(error);
    if (!(error instanceof Mistake) && code !== "unwritable-built") throw error;
    const character = unmasked((values["character"] ?? "") as Datum);
    const words =
      error instanceof Mistake
        ? error.message
        : `${character} does not exist in ${String(values["charset"])}`;
    stderr.write(`hl7: --build: ${words}\n`);
    return WRONG;
  }
}

async function build(given: readonly string[], write: Write): Promise<void> {
  const { options, words } = givenOptions(given, { valued: VALUED, plain: ["--mllp"] });
  const version = oneOf("--version", options.get("--version"), DICTIONARY_VERSIONS, "2.5.1");
  const plan = new Plan(await loadStandard(version));
  const recipe = {
    ...recipeOf(plan, words),
    seed: wholeNumber("--seed", options.get("--seed"), { from: 0, to: MOST_SEED, otherwise: 1 }),
    start: startOf(options.get("--start")),
    edge: oneOf("--edge", options.get("--edge"), EDGES, "none"),
    framed: options.has("--mllp"),
  };
  const count = wholeNumber("--count", options.get("--count"), { from: 1, to: MOST_MESSAGES, otherwise: 1 });
  const out = options.get("--out");
  const whole = new Output();
  for (let index = 0; index < count; index++) {
    const { bytes, path } = built(plan, recipe, index);
    if (recipe.edge !== "none" && index === 0) sayEdge(recipe, path);
    if (out === undefined) await write(bytes);
    else put(whole, bytes);
  }
  if (out !== undefined) writeBytes(out, whole.take());
}

/** @throws Mistake */
function recipeOf({ standard }: Plan, words: readonly string[]): Recipe {
  const [word, more] = words;
  const kinds = KINDS.map(kindName).join(" ");
  if (word === undefined) throw new Mistake(`which message? ${kinds}`);
  if (more !== undefined) throw new Mistake(`one message at a time, and ${more} is another`);
  const kind = readKind(word);
  if (!kind) throw new Mistake(`${word} is none that is built: ${kinds}`);
  const recipe = newRecipe(standard, kind);
  if (!recipe) throw new Mistake(`version ${standard.version} has no ${kindName(kind)}`);
  return recipe;
}

/** @throws Mistake */
function startOf(given: string | undefined): number {
  const start = given === undefined ? START : readMoment(given);
  if (start === null) throw new Mistake(`--start ${given}: expected a moment such as ${formatMoment(START)}`);
  return start;
}

function sayEdge({ edge }: Recipe, path: string | null): void {
  const where = path === null ? "no room for it in this message" : path === "" ? "the whole message" : path;
  stderr.write(`hl7: --edge ${edge}: ${where}\n`);
}

function put(output: Output, bytes: Uint8Array): void {
  const { length } = output;
  output.room(bytes.length).set(bytes, length);
  output.wrote(length + bytes.length);
}
