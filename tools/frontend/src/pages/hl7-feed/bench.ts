/** What the panels below the list need of the explorer. */

import { h } from "../../elements/dom";
import type { DictionaryVersion } from "../../hl7";
import type { Condition } from "../../hl7/feed/filter";
import type { Asker } from "./asker";
import type { MessageList } from "./message-list";

export interface FeedBench {
  readonly asker: Asker;
  readonly list: MessageList;
  readonly version: DictionaryVersion;
  /** Asks more of the messages that are shown. */
  narrow(condition: Condition): void;
  /** Selects a message in the list. */
  pick(row: number): void;
  /** Where among the fields the visitor is; "" for nowhere. */
  at(path: string): void;
  save(rows: Uint32Array): void;
  fail(error: unknown): void;
}

/** Something that is said of the messages that are shown. */
export interface Panel {
  readonly element: HTMLElement;
  /** Other messages are shown: `state` is another then. */
  show(state: number): void;
  clear(): void;
  redraw(): void;
}

/** A panel that works only while it is unfolded. */
export function whenOpen(title: string, content: HTMLElement, work: () => void): HTMLDetailsElement {
  const element = h("details", { className: "feed-panel" }, h("summary", {}, title), content);
  element.addEventListener("toggle", () => {
    if (element.open) work();
  });
  return element;
}
