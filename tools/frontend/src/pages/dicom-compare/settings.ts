/** What counts: values or bytes, how files are matched, and what is ignored. */

import type { Datum } from "../../bytes/datum";
import type { Matching, Mode, Unread } from "../../dicom/compare";
import { h } from "../../elements/dom";
import { IgnoreBox } from "../../elements/ignore-box";
import { shown } from "../../shell/mask";
import { PRESET } from "./preset";
import { t } from "./text";

const MODES: readonly Mode[] = ["values", "bytes"];
export const WAYS = ["auto", "sop-instance", "geometry", "instance-number"] as const satisfies readonly (
  | Matching
  | "auto"
)[];
const KINDS = ["private", "uids", "dates"] as const;
/** So many faults of what was typed are told. */
const MOST_TOLD = 5;

export class Settings {
  readonly element: HTMLElement;
  readonly #mode = choice(MODES, (mode) => t(`mode-${mode}`));
  readonly #by = choice(WAYS, (way) => t(`by-${way}`));
  readonly #byLabel = h("label", { className: "row", hidden: true }, t("by"), this.#by);
  readonly #kinds = KINDS.map((kind) => ({ kind, box: h("input", { type: "checkbox" }) }));
  readonly #ignore: IgnoreBox;
  readonly #said = h("div", { role: "status" });
  #unread: readonly Unread[] = [];

  constructor(changed: () => void) {
    const words = {
      label: t("ignore"),
      hint: "0010,0020 PatientName 0040,0275/0008,0100 0009,xxxx",
      most: t("mostFrequent"),
      one: (path: string, n: number): string => t("ignoreOne", { path, n }),
    };
    const field = h("textarea", {
      className: "btn small ignore-paths",
      rows: 2,
      "aria-describedby": "ignore-how",
    });
    this.#ignore = new IgnoreBox(field, words, changed);
    for (const field of [this.#mode, this.#by, ...this.#kinds.map(({ box }) => box)])
      field.addEventListener("change", changed);
    const preset = h("button", { type: "button", className: "btn small" }, t("preset"));
    preset.onclick = () => this.#ignore.add(PRESET);
    this.element = h(
      "div",
      { className: "compare-part" },
      h("div", { className: "row" }, h("label", { className: "row" }, t("mode"), this.#mode), this.#byLabel),
      h(
        "div",
        { className: "row", role: "group", "aria-label": t("ignoreKinds") },
        h("span", {}, t("ignoreKinds")),
        ...this.#kinds.map(({ kind, box }) => h("label", { className: "outcome" }, box, t(`kind-${kind}`))),
        preset,
      ),
      h("div", { className: "row" }, this.#ignore.label),
      h("p", { className: "muted", id: "ignore-how" }, t("ignoreHow")),
      this.#said,
      this.#ignore.suggested,
    );
  }

  get mode(): Mode {
    return this.#mode.value as Mode;
  }

  get by(): Matching | "auto" {
    return this.#by.value as Matching | "auto";
  }

  /** All of it as one text, which the worker reads. */
  get ignore(): string {
    const ticked = this.#kinds.filter(({ box }) => box.checked).map(({ kind }) => kind);
    return [this.#ignore.text, ...ticked].join("\n").trim();
  }

  /** Of single files there is nothing to match. */
  offerMatching(on: boolean): void {
    this.#byLabel.hidden = !on;
  }

  suggest(paths: readonly (readonly [path: string, n: number])[]): void {
    this.#ignore.suggest(paths);
  }

  /** What of it could not be read. */
  tell(unread: readonly Unread[]): void {
    this.#unread = unread;
    this.redraw();
  }

  redraw(): void {
    const told = this.#unread.slice(0, MOST_TOLD).map(sentence);
    const more = this.#unread.length - told.length;
    if (more > 0) told.push(t("unreadMore", { n: more }));
    this.#said.replaceChildren(...told.map((text) => h("p", { className: "note bad" }, text)));
  }

  close(): void {
    this.#ignore.close();
    this.#mode.value = "values";
    this.#by.value = "auto";
    for (const { box } of this.#kinds) box.checked = false;
    this.tell([]);
  }
}

const sentence = ({ word, character, found, reason }: Unread): string =>
  t(`unread-${reason}`, { word, character, found: shown(found satisfies Datum) });

function choice<Name extends string>(
  names: readonly Name[],
  label: (name: Name) => string,
): HTMLSelectElement {
  const options = names.map((name) => h("option", { value: name }, label(name)));
  return h("select", { className: "btn small" }, ...options);
}
