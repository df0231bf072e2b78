/**
 * The contract between the workbench and a tool.
 *
 * A tool is one module under `src/pages/`, named after its slug in `tools/catalogue/`, whose default export
 * is a `Tool`. It builds its own markup inside the host it is given and never touches the page around it.
 */

import type { Datum } from "../bytes/datum";
import type { Collection } from "../intake/collection";
import type { Scope } from "../keys/keys";
import type { Fragment } from "../links/grammar";

/** What a visitor dropped, picked or pasted: bytes by reference, never copied, never sent. */
export interface Payload {
  /** The file's name, "" for pasted text. Shown on the page; never put into an address, a title or storage. */
  readonly name: Datum;
  readonly blob: Blob;
  /** What was done to get at it, and what went wrong on the way; shown beside it. */
  readonly notes?: readonly Note[];
}

/** What a tool was given: one thing, or many together. */
export type Brought = Payload | Collection;

export const areMany = (brought: Brought): brought is Collection => "items" in brought;

export interface Note {
  readonly text: string;
  readonly isFault: boolean;
}

/** Something synthetic to try a tool with. */
export interface Sample {
  readonly label: string;
  readonly name: string;
  /** One with faults, to see how they are shown. */
  readonly isBroken?: true;
  load(): Promise<Blob>;
}

/** A tool on the page, holding the visitor's data in memory. */
export interface LiveTool {
  /** Left out by a tool that is asked and opens nothing: the catalogue then names no kind of file for it. */
  open?(payload: Payload): void;
  /** Answers what was typed, or chosen among `queries`. */
  ask?(query: string): void;
  /** Takes a folder, an archive or many files at once, where other tools have them wait in the tray. */
  openAll?(collection: Collection): void;
  /** What goes to another tool where that is not what was opened: the selected one of many. Null for nothing. */
  picked?(): Promise<Payload | null>;
  /** Draws again whatever shows data: the switch "Mask values" was turned. */
  redraw(): void;
  /** Empties the tool. What it returns brings everything back, and is all that still holds the data. */
  clear(): () => void;
  /** Ends workers and lets go of all data. */
  close(): void;
  /** What is opened next stands beside what is there, and takes nothing away. */
  readonly gathers?: true;
  /** Left out where links cannot lead into the tool. */
  readonly places?: Places;
}

/** "near": what is open has not the place itself, but something around it, which is selected. */
export type Arrival = "there" | "near" | "nowhere";

/** Places in what a tool shows, as links say them: in a grammar of the tool's own (`src/links/grammar.ts`). */
export interface Places {
  /** A fragment from outside as the tool would write it: `NOWHERE` if it says nothing. */
  read(fragment: string): Fragment | Promise<Fragment>;
  /** As people write it: `PID-3.1`. */
  words(place: Fragment): string;
  /** Selects it. The workbench asks only while something is open. */
  goTo(place: Fragment): Promise<Arrival>;
}

/** A tool says where the visitor is, whenever that changes: null while nothing is open, `NOWHERE` if nothing is selected. */
export type At = (place: Fragment | null) => void;

/** A tool says so when what it holds came from itself: typed or changed there. Null: it holds nothing. */
export type Hold = (payload: Payload | null) => void;

/** Hands what a tool was given, or picked, to another one, and leads there to a place in the other's grammar. */
export type Send = (slug: string, place: Fragment) => void;

/** Heard by the workbench, wherever on the page it comes from: another tool is to open what one found in its data. */
export const HAND_OVER = "hand-over";
export interface HandOver {
  readonly slug: string;
  readonly payload: Payload;
}

export interface Tool {
  readonly samples?: readonly Sample[];
  /** What a tool that is asked can be tried with, in the place of samples. No visitor's text, and no data. */
  readonly queries?: readonly string[];
  /** Where it hears keys: what `?` lists besides those of the page. */
  readonly keys?: readonly Scope[];
  /** Loads whatever the tool may need, so that nothing is asked for once there are data. */
  prepare(): Promise<unknown>;
  mount(host: HTMLElement, hold: Hold, at: At, send: Send): LiveTool;
}
