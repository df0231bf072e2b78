/**
 * Messages out of a recipe. The same recipe gives the same bytes, everywhere and always.
 *
 * ```ts
 * const plan = new Plan(standard);
 * const recipe = newRecipe(plan.standard, { code: "ORU", event: "R01" });
 * const { bytes, path } = built(plan, recipe, 0);
 * ```
 */

import type { Plan, Standard } from "../plan";
import { type Edge, shapeOf } from "./edges";
import { filled, type Line } from "./fill";
import { type Kind, rootOf } from "./kinds";
import { type Occurrence, usualOutline } from "./outline";
import { writeShape } from "./write";

export interface Recipe {
  readonly kind: Kind;
  readonly outline: Occurrence;
  readonly seed: number;
  /** Milliseconds, as `moment.ts` reads them. */
  readonly start: number;
  readonly edge: Edge;
  readonly framed: boolean;
}

/** Monday, 5 January 2026, eight o'clock: some moment has to be the one that nobody chose. */
export const START = Date.UTC(2026, 0, 5, 8);
export const MOST_SEED = 999_999_999;
/** More is a feed that a program writes better. */
export const MOST_MESSAGES = 10_000;

/** Null where the version has no such message. */
export function newRecipe(standard: Standard, kind: Kind): Recipe | null {
  const root = rootOf(standard, kind);
  return (
    root && {
      kind,
      outline: usualOutline(standard, root, kind.code),
      seed: 1,
      start: START,
      edge: "none",
      framed: false,
    }
  );
}

export interface Built {
  readonly bytes: Uint8Array;
  /** Where the edge case was done, as `Shape` says it. */
  readonly path: string | null;
}

/** The segments as the form shows them, without the edge case. */
export function linesOf(plan: Plan, { kind, outline, seed, start }: Recipe, index: number): readonly Line[] {
  return filled(plan, kind, outline, { seed, index, start });
}

/** @throws Fatal "unwritable-built" */
export function built(plan: Plan, recipe: Recipe, index: number): Built {
  const shape = shapeOf(plan, recipe.kind, linesOf(plan, recipe, index), recipe.edge);
  return { bytes: writeShape(shape, recipe.framed), path: shape.path };
}
