/** What the viewer was given, with what was changed in it since. */

import { type Datum, datum } from "../../bytes/datum";
import { shown } from "../../shell/mask";
import { Draft } from "./draft";
import { t } from "./text";

/** The name of what was typed or pasted. */
export const TYPED = datum("");

export interface Source {
  readonly name: Datum;
  readonly origin: "file" | "typed";
  readonly draft: Draft;
}

export function fileSource(name: Datum, blob: Blob): Source {
  return { name, origin: "file", draft: new Draft(blob) };
}

export function typedSource(blob = new Blob()): Source {
  return { name: TYPED, origin: "typed", draft: new Draft(blob) };
}

/** As it may be seen now. */
export function nameOf({ name }: Source): string {
  return shown(name) || t("pastedName");
}

/** What is open. Its state is another after each change: what was asked about an older one is not shown. */
export class Current {
  #source: Source | null = null;
  #state = 0;

  get source(): Source | null {
    return this.#source;
  }

  get state(): number {
    return this.#state;
  }

  open(source: Source | null): void {
    this.#source = source;
    this.#state++;
  }

  changed(): void {
    this.#state++;
  }
}
