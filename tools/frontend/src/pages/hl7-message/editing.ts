/** The visitor's changes of the text: shown at once, held at once, and read again after a pause. */

import { type Change, changeBetween } from "../../bytes/change";
import { h } from "../../elements/dom";
import type { EditTools } from "../../elements/edit-tools";
import { later } from "../../elements/idle";
import { MOST_EDITED, RawText } from "./raw";
import type { Where } from "./reader";
import { type Current, typedSource } from "./source";

/** Buttons that nobody needs before something is open. */
const toolsModule = later(() => import("../../elements/edit-tools"));

/** The table follows what is typed after a pause of so many milliseconds. */
const TYPING_PAUSE_MS = 250;
/** A file of up to so many bytes is taken into memory before its changes are kept only here. */
const MOST_SECURED = 128 * 1024 * 1024;

export interface EditingEvents {
  /** What is open is another; the workbench has to hear of it. */
  changed(): void;
  /** Its bytes stand elsewhere now, and are the same. */
  moved(): void;
  /** It is to be read again, around this place. */
  read(where: Where): Promise<void>;
  /** All text was taken away. */
  emptied(): void;
  refused(character: string): void;
  pasted(text: string): void;
  /** The caret came to stand on a byte of the whole text. */
  caret(offset: number): void;
}

/** Another text, and what of it is to be shown: the message at this byte. */
export interface Rewritten {
  readonly bytes: Uint8Array;
  readonly at: number;
}

export class Editing {
  readonly #current: Current;
  readonly #events: EditingEvents;
  readonly #toolPlace = h("span");
  #tools: EditTools | null = null;
  #isClosed = false;
  readonly raw: RawText;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(current: Current, events: EditingEvents) {
    this.#current = current;
    this.#events = events;
    this.raw = new RawText(
      {
        edited: (change, join) => this.#edited(change, join),
        refused: events.refused,
        pasted: events.pasted,
        moved: events.caret,
        undo: () => this.#step("undo"),
        redo: () => this.#step("redo"),
      },
      this.#toolPlace,
    );
  }

  /** What can be done with what is open now. */
  showTools(): void {
    if (!this.#tools) {
      void this.#loadTools();
      return;
    }
    const draft = this.#current.source?.draft;
    const { changed = false, canUndo = false, canRedo = false } = draft?.steps ?? {};
    this.#tools.show({ changed, canUndo, canRedo, canSave: (draft?.size ?? 0) > 0 });
  }

  /** The text of something that is no HL7, where the editor shows another yet. */
  async showPlain(): Promise<void> {
    const { source, state } = this.#current;
    if (!source || !this.raw.waits || source.draft.size > MOST_EDITED) return;
    const bytes = new Uint8Array(await source.draft.blob.arrayBuffer());
    if (state !== this.#current.state) return;
    source.draft.bringUp(0, bytes);
    this.raw.show(bytes, 0, "utf-8");
  }

  /** Another text in the place of what is open, in one step. */
  async rewrite({ bytes, at }: Rewritten): Promise<void> {
    const { source = null, state } = this.#current;
    const before = source ? new Uint8Array(await source.draft.blob.arrayBuffer()) : new Uint8Array();
    const change = changeBetween(before, bytes);
    if (!change || state !== this.#current.state) return;
    const open = source ?? typedSource();
    open.draft.edit(change, false);
    this.#current.open(open);
    this.raw.wait();
    this.#changed(0, at);
  }

  /** What was changed is not read any more. */
  stop(): void {
    clearTimeout(this.#typing);
  }

  close(): void {
    this.stop();
    this.#isClosed = true;
    this.#tools?.close();
  }

  async #loadTools(): Promise<void> {
    const loaded = await toolsModule().catch(() => null); // without it the next change asks again
    if (!loaded || this.#tools || this.#isClosed) return;
    this.#tools = new loaded.EditTools("hl7-message.hl7", {
      undo: () => this.#step("undo"),
      redo: () => this.#step("redo"),
      saved: () => this.#current.source?.draft.blob ?? null,
    });
    this.#toolPlace.replaceChildren(this.#tools.element);
    this.showTools();
  }

  #edited(change: Change, join: boolean): void {
    const source = this.#current.source ?? typedSource();
    source.draft.edit(change, join);
    this.#current.open(source);
    this.#changed(TYPING_PAUSE_MS);
  }

  #step(what: "undo" | "redo"): void {
    const change = this.#current.source?.draft[what]();
    if (!change) return;
    const isShown = this.raw.follow(change);
    if (!isShown) this.raw.wait();
    this.#current.changed();
    this.#changed(isShown ? TYPING_PAUSE_MS : 0, isShown ? null : change.at + change.inserted.length);
  }

  /** The workbench hears of it at once: leaving asks, and what is opened next takes nothing away. */
  #changed(pause: number, at: number | null = null): void {
    this.showTools();
    this.#events.changed();
    this.stop();
    this.#typing = setTimeout(() => void this.#follow({ offset: at ?? this.raw.caret }), pause);
  }

  /** Reads again what was changed. */
  async #follow(where: Where): Promise<void> {
    const { source, state } = this.#current;
    if (!source) return;
    const isMoved = await source.draft.secure(MOST_SECURED).catch(() => false); // an unreadable file is said by the worker
    if (isMoved && source === this.#current.source) this.#events.moved();
    if (state !== this.#current.state) return;
    if (source.draft.size > 0) await this.#events.read(where);
    else this.#events.emptied();
  }
}
