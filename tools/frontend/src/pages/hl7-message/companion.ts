/** What a tool sets beside the message: it hears of each text that was read, and of what becomes of it. */

import { whenIdle } from "../../elements/idle";
import type { Problem } from "../../elements/problems";
import type { Feed } from "../../hl7";
import type { OpenMessage } from "./open-message";

export interface ReadText {
  readonly blob: Blob;
  readonly feed: Feed;
  /** What is said of the text, as it may be seen now. */
  readonly facts: () => readonly string[];
  readonly problems: () => readonly Problem[];
}

export interface Companion {
  readonly element: HTMLElement;
  /** A text was opened, or read again after a change. */
  read(text: ReadText): void;
  /** It was changed, and not read again yet. */
  outdate(): void;
  /** One message of it is shown. */
  shows?(open: OpenMessage): void;
  /** What is selected in it: `PID-5`, "" for nothing. */
  at?(path: string): void;
  /** Nothing is open. */
  clear(): void;
  /** The mask was turned. */
  redraw(): void;
  close(): void;
}

/** A module that is asked for at idle, with whatever it makes ready before there are data. */
export function ready<Module extends { prepare(): Promise<unknown> }>(
  load: () => Promise<Module>,
): () => Promise<Module> {
  return async () => {
    await whenIdle();
    const panel = await load();
    await panel.prepare();
    return panel;
  };
}

/**
 * `goTo` leads to a byte of the whole text; with `focus` the focus goes there too. `rewrite` puts another text in the
 * place of what is open: one step, which can be taken back.
 */
export type MakeCompanion = (
  goTo: (offset: number, focus: boolean) => void,
  rewrite: (bytes: Uint8Array) => Promise<void>,
) => Companion;
