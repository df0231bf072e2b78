/** By what messages belong together, and what does not count. */

import { datum } from "../../bytes/datum";
import { h } from "../../elements/dom";
import { parsePath } from "../../hl7";
import { IgnoreList } from "../../hl7/compare/ignore";
import { shown } from "../../shell/mask";
import { t } from "./text";

const MESSAGE_ID = "MSH-10";
/** Typed paths hold after a pause of so many milliseconds. */
const TYPING_PAUSE_MS = 400;
/** More buttons would be in the way. */
const MOST_SUGGESTED = 8;

export class Settings {
  readonly #key = h("input", { type: "text", className: "btn small hl7-path", value: MESSAGE_ID });
  readonly #ignore = h("input", {
    type: "text",
    className: "btn small hl7-ignore",
    placeholder: t("ignoreHint"),
  });
  readonly #said = h("p", { className: "muted", role: "status" });
  readonly #suggested = h("div", { className: "row" });
  readonly element: HTMLElement;
  readonly #changed: () => void;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
    for (const input of [this.#key, this.#ignore]) input.addEventListener("input", () => this.#typed());
    this.element = h(
      "div",
      { className: "hl7-found" },
      h(
        "div",
        { className: "hl7-bar" },
        h("label", { className: "row" }, t("key"), this.#key),
        h("label", { className: "row hl7-ignore-label" }, t("ignore"), this.#ignore),
      ),
      this.#said,
      this.#suggested,
    );
  }

  get key(): string {
    return parsePath(this.#key.value) ? this.#key.value : MESSAGE_ID;
  }

  get ignore(): string {
    return this.#ignore.value;
  }

  /** Fields at which messages differ most often: each a button that ignores it. Of a whole segment too much would be lost. */
  suggest(paths: readonly (readonly [string, number])[]): void {
    const buttons = paths
      .filter(([path]) => (parsePath(path)?.field ?? null) !== null)
      .slice(0, MOST_SUGGESTED)
      .map(([path, n]) => {
        const onclick = (): void => this.#add(path);
        return h("button", { type: "button", className: "btn small", onclick }, t("ignoreOne", { path, n }));
      });
    const words = h("span", { className: "muted" }, t("mostFrequent"));
    this.#suggested.replaceChildren(...(buttons.length > 0 ? [words, ...buttons] : []));
  }

  redraw(): void {
    const { unread } = new IgnoreList(this.#ignore.value);
    const isKey = parsePath(this.#key.value) !== null;
    this.#said.textContent = [
      ...(isKey ? [] : [t("keyBad", { path: shown(datum(this.#key.value)) })]),
      ...(unread.length > 0 ? [t("ignoreBad", { words: shown(datum(unread.join(" "))) })] : []),
    ].join(" ");
  }

  close(): void {
    clearTimeout(this.#pause);
    this.#key.value = MESSAGE_ID;
    this.#ignore.value = "";
    this.redraw();
  }

  #add(path: string): void {
    this.#ignore.value = `${this.#ignore.value} ${path}`.trim();
    this.#ignore.focus();
    this.#hold();
  }

  #typed(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#hold(), TYPING_PAUSE_MS);
  }

  #hold(): void {
    clearTimeout(this.#pause);
    this.redraw();
    this.#changed();
  }
}
