/** By what messages belong together, and what does not count. */

import { datum } from "../../bytes/datum";
import { h } from "../../elements/dom";
import { IgnoreBox } from "../../elements/ignore-box";
import { parsePath } from "../../hl7";
import { IgnoreList } from "../../hl7/compare/ignore";
import { shown } from "../../shell/mask";
import { t } from "./text";

const MESSAGE_ID = "MSH-10";

export class Settings {
  readonly #key = h("input", { type: "text", className: "btn small hl7-path", value: MESSAGE_ID });
  readonly #ignore: IgnoreBox;
  readonly #said = h("p", { className: "muted", role: "status" });
  readonly element: HTMLElement;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
    const words = {
      label: t("ignore"),
      hint: t("ignoreHint"),
      most: t("mostFrequent"),
      one: (path: string, n: number): string => t("ignoreOne", { path, n }),
    };
    const field = h("input", { type: "text", className: "btn small ignore-paths" });
    this.#ignore = new IgnoreBox(field, words, () => this.#hold());
    this.#key.addEventListener("input", () => this.#ignore.typed());
    this.element = h(
      "div",
      { className: "hl7-found" },
      h(
        "div",
        { className: "hl7-bar" },
        h("label", { className: "row" }, t("key"), this.#key),
        this.#ignore.label,
      ),
      this.#said,
      this.#ignore.suggested,
    );
  }

  get key(): string {
    return parsePath(this.#key.value) ? this.#key.value : MESSAGE_ID;
  }

  get ignore(): string {
    return this.#ignore.text;
  }

  /** Fields at which messages differ most often: each a button that ignores it. Of a whole segment too much would be lost. */
  suggest(paths: readonly (readonly [string, number])[]): void {
    this.#ignore.suggest(paths.filter(([path]) => (parsePath(path)?.field ?? null) !== null));
  }

  redraw(): void {
    const { unread } = new IgnoreList(this.#ignore.text);
    const isKey = parsePath(this.#key.value) !== null;
    this.#said.textContent = [
      ...(isKey ? [] : [t("keyBad", { path: shown(datum(this.#key.value)) })]),
      ...(unread.length > 0 ? [t("ignoreBad", { words: shown(datum(unread.join(" "))) })] : []),
    ].join(" ");
  }

  close(): void {
    this.#ignore.close();
    this.#key.value = MESSAGE_ID;
    this.redraw();
  }

  #hold(): void {
    this.redraw();
    this.#changed();
  }
}
