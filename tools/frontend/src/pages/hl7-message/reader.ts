/** Reads one message of what is open: the worker says what stands in it, a dictionary how its parts are called. */

import { type DictionaryVersion, dictionaryVersion, type Feed, readDictionary } from "../../hl7";
import { type Progress, WorkerBridge, WorkerSource } from "../../workers/bridge";
import type { Hl7Question, OpenedBlock } from "../../workers/hl7";
import { loadDictionary } from "./dictionaries";
import { LONGEST_LIST } from "./labels";
import { OpenMessage } from "./open-message";

export type Where = Hl7Question["where"];

export interface Reading {
  /** Null where the page has it already. */
  readonly feed: Feed | null;
  /** The number of the message in the feed. */
  readonly number: number;
  readonly open: OpenMessage;
  /** Of the dictionary, which need not be the message's own. */
  readonly version: DictionaryVersion;
  /** False: the dictionary could not be loaded. */
  readonly isNamed: boolean;
}

export const workers = new WorkerSource(
  () => new Worker(new URL("../../workers/hl7.ts", import.meta.url), { type: "module" }),
);

export class Reader {
  readonly #bridge = new WorkerBridge<Hl7Question, OpenedBlock>(workers);

  /** `goesOn`: the worker that is there holds what is asked about. Rejects as the bridge does. */
  async read(
    question: Omit<Hl7Question, "labels">,
    { goesOn, tell }: { readonly goesOn: boolean; readonly tell: Progress },
  ): Promise<Reading> {
    const whole = { ...question, labels: LONGEST_LIST };
    const answer = goesOn ? this.#bridge.askOn(whole, tell) : this.#bridge.ask(whole, tell);
    const { feed, number, part, message, carried, tree } = await answer;
    const { version } = dictionaryVersion(message.summary.version);
    const dictionary = await loadDictionary(version).catch(() => null);
    const open = new OpenMessage(part, { message, tree, carried }, dictionary ?? readDictionary(""));
    return { feed, number, open, version, isNamed: dictionary !== null };
  }

  cancel(): void {
    this.#bridge.cancel();
  }

  end(): void {
    this.#bridge.end();
  }
}
