/** Builds what is ordered: one message here, many in a worker. */

import { loadLibrary } from "../../dictionary/standard";
import type { DictionaryVersion } from "../../hl7";
import { built, type Recipe } from "../../hl7/build/build";
import { Library } from "../../hl7/library";
import { Plan } from "../../hl7/plan";
import { type Progress, WorkerBridge, WorkerSource } from "../../workers/bridge";
import type { BuildAnswer, BuildQuestion } from "../../workers/hl7-build";

export const workers = new WorkerSource(
  () => new Worker(new URL("../../workers/hl7-build.ts", import.meta.url), { type: "module" }),
);

export interface Order {
  readonly version: DictionaryVersion;
  readonly recipe: Recipe;
  /** How many messages, from 1. */
  readonly count: number;
}

export class Maker {
  readonly #bridge = new WorkerBridge<BuildQuestion, BuildAnswer>(workers);
  readonly #library: Library;
  readonly #plans = new Map<DictionaryVersion, Plan>();

  constructor(library: Library) {
    this.#library = library;
  }

  static async load(): Promise<Maker> {
    return new Maker(new Library(await loadLibrary()));
  }

  plan(version: DictionaryVersion): Plan {
    const plan = this.#plans.get(version) ?? new Plan(this.#library.standard(version));
    this.#plans.set(version, plan);
    return plan;
  }

  /** Rejects as the bridge does; @throws Fatal "unwritable-built" */
  async make({ version, recipe, count }: Order, tell: Progress): Promise<BuildAnswer> {
    this.#bridge.cancel();
    if (count === 1) return built(this.plan(version), recipe, 0);
    return this.#bridge.ask({ library: await loadLibrary(), version, recipe, count }, tell);
  }

  cancel(): void {
    this.#bridge.cancel();
  }

  end(): void {
    this.#bridge.end();
  }
}
