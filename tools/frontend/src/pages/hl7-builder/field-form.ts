/** The fields of one segment, each with its name, its type and the codes of its table; composite ones part by part. */

import { h } from "../../elements/dom";
import { formatPath } from "../../hl7";
import { componentsOf, hasRepetitions, typedField, withComponent } from "../../hl7/build/parts";
import type { ComponentPlan, FieldPlan, Plan, TablePlan } from "../../hl7/plan";
import { masking } from "../../shell/mask";
import { t } from "./text";

/** A field's new text; null to have it made up again. */
export type FieldEvent = (field: number, text: string | null) => void;

export interface FormContent {
  readonly plan: Plan;
  readonly segment: string;
  readonly occurrence: number;
  /** The first is field 1. */
  readonly texts: readonly string[];
  /** Fields that the visitor wrote. */
  readonly pinned: ReadonlySet<number>;
  readonly isOwn: boolean;
}

/** Delimiters are not for the form to change. */
const HEADER = { id: "MSH", first: 3 } as const;
/** Fields of a local segment, of which nothing is known. */
const MOST_LOCAL = 20;
const MOST_CHOICES = 400;

let lists = 0;

export class FieldForm {
  readonly element = h("section", { className: "build-form", "aria-label": t("form") });
  readonly #event: FieldEvent;
  #content: FormContent | null = null;
  #rows: readonly Row[] = [];

  constructor(event: FieldEvent) {
    this.#event = event;
  }

  show(content: FormContent | null): void {
    const before = this.#content;
    this.#content = content;
    const isSame =
      content !== null &&
      before?.plan === content.plan &&
      before.segment === content.segment &&
      before.occurrence === content.occurrence &&
      this.#rows.length > 0;
    if (!isSame || masking.on) this.#draw();
    this.#fill();
  }

  /** While values are masked, none is in the document. */
  redraw(): void {
    this.#draw();
    this.#fill();
  }

  #draw(): void {
    const content = this.#content;
    this.#rows = [];
    if (!content) {
      this.element.replaceChildren();
      return;
    }
    const { plan, segment, occurrence } = content;
    const title = plan.standard.dictionary.segment(segment) ?? t("local");
    const heading = h("h2", {}, `${occurrence > 1 ? `${segment}[${occurrence}]` : segment} ${title}`);
    if (masking.on) {
      this.element.replaceChildren(heading, h("p", { className: "muted" }, t("masked")));
      return;
    }
    this.#rows = this.#fields(content).map(
      ([position, field]) => new Row(content, position, field, (text) => this.#event(position, text)),
    );
    const list = h("div", { className: "build-fields" }, ...this.#rows.map(({ element }) => element));
    this.element.replaceChildren(heading, h("p", { className: "muted" }, t("formHint")), list);
  }

  #fields({ plan, segment, texts }: FormContent): readonly (readonly [number, FieldPlan | null])[] {
    const known = plan.segment(segment)?.fields ?? [];
    const count =
      known.length > 0 ? Math.max(known.length - 1, texts.length) : Math.max(MOST_LOCAL, texts.length);
    return Array.from({ length: count }, (_, at) => [at + 1, known[at + 1] ?? null] as const).filter(
      ([position, field]) =>
        !(segment === HEADER.id && position < HEADER.first) &&
        (field === null ? known.length === 0 || (texts[position - 1] ?? "") !== "" : true),
    );
  }

  #fill(): void {
    for (const row of this.#rows)
      row.fill(
        this.#content?.texts[row.position - 1] ?? "",
        this.#content?.pinned.has(row.position) ?? false,
      );
  }
}

/** A component of the field. */
interface Part {
  readonly input: HTMLInputElement;
  readonly position: number;
  readonly row: HTMLElement;
}

class Row {
  readonly element: HTMLElement;
  readonly position: number;
  readonly #event: (text: string | null) => void;
  readonly #input: HTMLInputElement;
  readonly #again: HTMLButtonElement;
  readonly #parts: readonly Part[];
  readonly #inner: HTMLElement | null;
  #text = "";

  constructor(
    { plan, segment, occurrence, isOwn }: FormContent,
    position: number,
    field: FieldPlan | null,
    event: (text: string | null) => void,
  ) {
    this.position = position;
    this.#event = event;
    const path = {
      segment,
      occurrence,
      field: position,
      repetition: null,
      component: null,
      subcomponent: null,
    };
    const entry = plan.standard.dictionary.field(segment, position);
    const name = `${formatPath(path)} ${entry?.name ?? ""}`.trim();
    const isLeaf = !field || field.type.components.length === 0;
    const choices = isLeaf ? choicesOf(field?.table ?? null) : null;
    this.#input = textInput(name, choices);
    this.#input.addEventListener("change", () => this.#event(typedField(this.#input.value)));
    this.#again = h("button", { type: "button", className: "btn small", hidden: true }, t("makeUp"));
    this.#again.setAttribute("aria-label", `${name}: ${t("makeUp")}`);
    this.#again.hidden = isOwn;
    this.#again.onclick = () => this.#event(null);
    const head = h(
      "span",
      { className: "build-name" },
      h("span", {}, name),
      h("span", { className: "muted" }, aboutField(field)),
    );
    this.#parts = field ? this.#components(plan, formatPath(path), field) : [];
    this.#inner = this.#parts.length > 0 ? this.#details() : null;
    this.element = h(
      "div",
      { className: "build-field" },
      head,
      h("span", { className: "build-value" }, this.#input, this.#again),
      choices,
      this.#inner,
    );
  }

  fill(text: string, isPinned: boolean): void {
    this.#text = text;
    put(this.#input, text);
    this.#again.hidden = !isPinned;
    const parts = componentsOf(text);
    if (this.#inner) this.#inner.hidden = hasRepetitions(text);
    for (const { input, position } of this.#parts) put(input, parts[position - 1] ?? "");
  }

  #components(plan: Plan, path: string, { type, table }: FieldPlan): readonly Part[] {
    return type.components.map((component, at) => {
      const position = at + 1;
      const own = at === 0 && type.isCoded ? table : component.table;
      const name = nameOf(plan, type.name, position);
      const choices = component.type.components.length === 0 ? choicesOf(own) : null;
      const input = textInput(`${path}.${position} ${name}`.trim(), choices);
      input.addEventListener("change", () => {
        const splits = component.type.components.length > 0;
        this.#event(withComponent(this.#text, position, input.value, splits));
      });
      const about = h("span", { className: "muted" }, aboutComponent(component));
      const row = h(
        "label",
        { className: "build-part" },
        h("span", {}, `.${position} ${name} `, about),
        input,
        choices,
      );
      return { input, position, row };
    });
  }

  #details(): HTMLElement {
    return h(
      "details",
      { className: "build-parts" },
      h("summary", {}, t("components")),
      ...this.#parts.map(({ row }) => row),
    );
  }
}

/** What is typed at the moment stays. */
function put(input: HTMLInputElement, text: string): void {
  if (input.value !== text) input.value = text;
}

function textInput(name: string, choices: HTMLElement | null): HTMLInputElement {
  const input = h("input", { type: "text", className: "build-input", "aria-label": name });
  if (choices) input.setAttribute("list", choices.id);
  return input;
}

/** A table's codes with what they mean, to choose from or not. */
function choicesOf(table: TablePlan | null): HTMLElement | null {
  if (!table) return null;
  const codes = [...table.table.codes].slice(0, MOST_CHOICES);
  const id = `build-codes-${++lists}`;
  return h(
    "datalist",
    { id },
    ...codes.map(([value, meaning]) => h("option", { value, label: `${value} ${meaning}` })),
  );
}

function nameOf({ standard }: Plan, type: string, position: number): string {
  return standard.dictionary.component(type, position)?.name ?? "";
}

function aboutField(field: FieldPlan | null): string {
  if (!field) return "";
  const use = field.most === 0 ? t("withdrawn") : field.required ? t("required") : "";
  const times = field.most > 1 ? t("repeats") : "";
  return [field.type.name, field.table ? t("table", { number: field.table.number }) : "", use, times]
    .filter((part) => part !== "")
    .join(" · ");
}

function aboutComponent({ type, table, required }: ComponentPlan): string {
  return [type.name, table ? t("table", { number: table.number }) : "", required ? t("required") : ""]
    .filter((part) => part !== "")
    .join(" · ");
}
