/** One line on the message that is shown: its type, where it comes from, its version, size and line ends. */

import { datum } from "../../bytes/datum";
import { h } from "../../elements/dom";
import { type Feed, labelOf } from "../../hl7";
import { shown } from "../../shell/mask";
import { labelText } from "./labels";
import type { Reading } from "./reader";
import { nameOf, type Source } from "./source";
import { t } from "./text";

const LINE_ENDS = { cr: "CR", lf: "LF", crlf: "CR LF", mixed: "CR, LF, CR LF", none: "–" };
/** 2.15.9.12: what has this form names a version, and nobody. */
const VERSION = /^2\.\d(?:\.\d)?$/;

export class Summary {
  readonly element = h("div", { className: "hl7-summary" });
  #parts: () => readonly HTMLElement[] = () => [];

  show(source: Source, feed: Feed, reading: Reading): void {
    const muted = (text: string): HTMLElement => h("span", { className: "muted" }, text);
    const { text, message } = reading.open;
    this.#parts = () => [
      h("strong", {}, labelText(labelOf(text, message.block, message.summary))),
      muted(nameOf(source)),
      muted(factsOf(source, feed, reading).join(" · ")),
    ];
    this.redraw();
  }

  clear(): void {
    this.#parts = () => [];
    this.redraw();
  }

  redraw(): void {
    this.element.replaceChildren(...this.#parts());
  }

  /** As they may be seen now. */
  get facts(): readonly string[] {
    return [...this.element.children].map((fact) => fact.textContent ?? "");
  }
}

function factsOf({ origin }: Source, feed: Feed, { open, version }: Reading): readonly string[] {
  const declared = open.message.summary.version;
  const isExact = declared === version;
  const names = isExact ? "version" : declared ? "versionOther" : "versionNone";
  const ends = origin === "typed" ? t("typed") : t("lineEnds", { kind: LINE_ENDS[feed.terminator] });
  return [
    ...(isExact || !declared ? [] : [t("version", { version: shownVersion(declared) })]),
    t(names, { version }),
    t("size", { n: feed.size }),
    ends,
  ];
}

function shownVersion(declared: string): string {
  return VERSION.test(declared) ? declared : shown(datum(declared));
}
