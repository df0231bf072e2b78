/** The fields for a new correction. No `form`: the page's sandbox lets none be submitted. */

import type { PlanStep, RenewedLevel, Where } from "../../dicom/correct";
import { h } from "../../elements/dom";
import { keyOf } from "../../keys/keys";
import { t } from "./correct-text";
import { type FolderRows, type RowKind, whatOf } from "./rows";

/** A correction of whatever is chosen. */
export type NewStep = PlanStep extends infer Step
  ? Step extends PlanStep
    ? Omit<Step, "files">
    : never
  : never;

/** What is most often wrong; any other tag may be typed. Names are the standard's (PS3.6). */
const COMMON: readonly (readonly [tag: string, name: string])[] = [
  ["0010,0020", "Patient ID"],
  ["0010,0010", "Patient's Name"],
  ["0010,0030", "Patient's Birth Date"],
  ["0010,0040", "Patient's Sex"],
  ["0010,0021", "Issuer of Patient ID"],
  ["0008,0050", "Accession Number"],
  ["0020,0010", "Study ID"],
  ["0008,1030", "Study Description"],
  ["0008,0020", "Study Date"],
  ["0008,0090", "Referring Physician's Name"],
  ["0008,103E", "Series Description"],
  ["0020,0011", "Series Number"],
  ["0018,0015", "Body Part Examined"],
  ["0008,0080", "Institution Name"],
];
const LEVELS: readonly RenewedLevel[] = ["study", "series", "instance"];
const KINDS = ["set", "remove", "merge", "move", "renew"] as const;
type Kind = (typeof KINDS)[number];
/** "value": wherever a value stands that is typed; of many elements at once there is none. */
const PLACES = ["top", "everywhere", "value"] as const;

/** A name where it is one of the common ones: `0010,0020 Patient ID`. */
export function tagWords(tag: number): string {
  const hex = tag.toString(16).toUpperCase().padStart(8, "0");
  const text = `${hex.slice(0, 4)},${hex.slice(4)}`;
  const name = COMMON.find(([one]) => one === text)?.[1];
  return name ? `${text} ${name}` : text;
}

let lastForm = 0;

export class StepForm {
  readonly element: HTMLElement;
  readonly #alert = h("p", { className: "note bad", role: "alert", hidden: true });
  readonly #kind = h(
    "select",
    { onchange: () => this.#draw() },
    ...KINDS.map((kind) => option(kind, t(kind))),
  );
  readonly #tag: HTMLInputElement;
  readonly #value = h("input", {
    type: "text",
    size: 28,
    className: "mono",
    autocomplete: "off",
    spellcheck: false,
  });
  readonly #patient = h("select");
  readonly #study = h("select");
  readonly #where = h(
    "select",
    { onchange: () => this.#draw() },
    ...PLACES.map((place) => option(place, t(`where:${place}`))),
  );
  readonly #old = h("input", {
    type: "text",
    size: 20,
    className: "mono",
    autocomplete: "off",
    spellcheck: false,
  });
  readonly #oldField = labelled(t("old"), this.#old);
  readonly #level = h("select", {}, ...LEVELS.map((level) => option(level, t(`level:${level}`))));
  readonly #fields: Readonly<Record<Kind, readonly HTMLElement[]>>;
  readonly #place = h("div", { className: "row folder-fields" });
  readonly #add: (step: NewStep) => boolean;

  /** `add` says whether there were files for it. */
  constructor(add: (step: NewStep) => boolean) {
    this.#add = add;
    const list = `folder-tags-${++lastForm}`;
    const tags = COMMON.map(([tag, name]) => h("option", { value: tag }, name));
    this.#tag = h("input", { type: "text", size: 12, className: "mono", autocomplete: "off" });
    this.#tag.setAttribute("list", list);
    const tag = labelled(t("tag"), this.#tag);
    const where = labelled(t("where"), this.#where);
    this.#fields = {
      set: [tag, labelled(t("value"), this.#value), where, this.#oldField],
      remove: [tag, where, this.#oldField],
      merge: [labelled(t("patient"), this.#patient), where],
      move: [labelled(t("study"), this.#study), where],
      renew: [labelled(t("level"), this.#level)],
    };
    const button = h(
      "button",
      { type: "button", className: "btn small", onclick: () => this.#apply() },
      t("add"),
    );
    this.element = h(
      "div",
      { className: "folder-step", role: "group", "aria-label": t("newStep") },
      h("div", { className: "row folder-fields" }, labelled(t("kind"), this.#kind)),
      this.#place,
      h("datalist", { id: list, lang: "en" }, ...tags),
      this.#alert,
      h("div", { className: "row" }, button),
    );
    this.element.addEventListener("keydown", (event) => {
      if (keyOf("apply", event) && event.target instanceof HTMLInputElement) this.#apply();
    });
    this.#draw();
  }

  /** The patients and studies that there are, as they may be seen now. */
  show(rows: FolderRows): void {
    fill(this.#patient, targets(rows, "patient"));
    fill(this.#study, targets(rows, "study"));
  }

  #draw(): void {
    this.#say("");
    const fields = this.#fields[this.#kind.value as Kind];
    const mayType = fields.includes(this.#oldField);
    for (const one of this.#where.options) one.hidden = one.disabled = one.value === "value" && !mayType;
    if (!mayType && this.#where.value === "value") this.#where.value = "everywhere";
    this.#oldField.hidden = this.#where.value !== "value";
    const isThere = fields.every((field) => field.parentElement === this.#place);
    if (!isThere || fields.length !== this.#place.childElementCount) this.#place.replaceChildren(...fields);
  }

  #say(text: string): void {
    this.#alert.textContent = text;
    this.#alert.hidden = text === "";
  }

  #apply(): void {
    const step = this.#step();
    const fault = typeof step === "string" ? step : this.#add(step) ? null : "no-files";
    this.#say(fault === null ? "" : t(fault));
  }

  /** Or the key of what is wrong with it. */
  #step(): NewStep | "no-tag" | "no-target" | "no-old" {
    const kind = this.#kind.value as Kind;
    if (kind === "renew") return { kind, level: this.#level.value as RenewedLevel };
    const where = this.#whereWanted();
    if (kind === "merge" || kind === "move") {
      const { value } = kind === "merge" ? this.#patient : this.#study;
      return value === "" ? "no-target" : { kind, target: Number(value), where };
    }
    const [, group, element] = /^\(?([\da-f]{4}),?\s?([\da-f]{4})\)?/i.exec(this.#tag.value.trim()) ?? [];
    if (group === undefined) return "no-tag";
    const tag = Number.parseInt(`${group}${element}`, 16);
    if (typeof where !== "string" && where.value === "") return "no-old";
    return kind === "remove" ? { kind, tag, where } : { kind, tag, text: this.#value.value, where };
  }

  #whereWanted(): Where {
    const { value } = this.#where;
    if (value === "value") return { value: this.#old.value.trim() };
    return value === "everywhere" ? value : "top";
  }
}

interface Target {
  readonly file: number;
  readonly words: string;
}

/** By the first file of each. */
function targets(rows: FolderRows, kind: RowKind): readonly Target[] {
  let patient = "";
  return rows.rows.flatMap((row) => {
    const words = whatOf(row, rows.path(row));
    if (row.kind === "patient") patient = words;
    if (row.kind !== kind) return [];
    return [{ file: row.files[0] as number, words: kind === "patient" ? words : `${patient} › ${words}` }];
  });
}

function fill(select: HTMLSelectElement, all: readonly Target[]): void {
  const before = select.value;
  select.replaceChildren(...all.map(({ file, words }) => option(String(file), words)));
  if (all.some(({ file }) => String(file) === before)) select.value = before;
}

const option = (value: string, words: string): HTMLOptionElement => h("option", { value }, words);

const labelled = (text: string, field: HTMLElement): HTMLElement =>
  h("label", { className: "field" }, text, field);
