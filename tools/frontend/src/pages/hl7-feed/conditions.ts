/** What is asked of messages: conditions built from parts or written down, each a row that can be taken away. */

import { datum } from "../../bytes/datum";
import { h } from "../../elements/dom";
import {
  type Condition,
  type FilterFault,
  formatFilter,
  OPERATORS,
  type Operator,
  parseFilter,
  takesValue,
} from "../../hl7/feed/filter";
import { formatWanted, parseWanted } from "../../hl7/path";
import { shown } from "../../shell/mask";
import { line } from "./line";
import { t } from "./text";

const NONE: readonly Condition[] = [];

interface Choice {
  readonly operator: Operator;
  readonly isNot: boolean;
}

/** As people choose: "is not present" would be "is empty" over again. */
const CHOICES: readonly Choice[] = OPERATORS.flatMap((operator) =>
  (takesValue(operator) ? [false, true] : [false]).map((isNot) => ({ operator, isNot })),
);
const IS: Choice = { operator: "equals", isNot: false };

function verbOf({ operator, isNot }: Choice): string {
  if (operator === "present" || operator === "empty")
    return t((operator === "present") === isNot ? "empty" : "present");
  return t(isNot ? `not:${operator}` : operator);
}

export class Conditions {
  readonly #path = h("input", { type: "text", className: "btn small hl7-path", placeholder: "PID-8" });
  readonly #operator = h(
    "select",
    { className: "btn small", "aria-label": t("operator") },
    ...CHOICES.map((choice, at) => h("option", { value: String(at) }, verbOf(choice))),
  );
  readonly #value = h("input", { type: "text", className: "btn small feed-value" });
  readonly #folds = h("input", { type: "checkbox" });
  readonly #text = h("input", {
    type: "text",
    className: "btn small feed-written",
    placeholder: 'PID-8 = "F" and not OBX-5 matches "^\\d+$"',
    "aria-describedby": "feed-filter-hint",
  });
  readonly #said = h("p", { className: "note bad", role: "alert" });
  readonly #list = h("ul", { className: "feed-conditions", "aria-label": t("conditions") });
  readonly element: HTMLElement;
  readonly #changed: () => void;
  #conditions = NONE;
  #say: () => string = () => "";

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#operator.addEventListener("change", () => this.#show());
    const built = line(
      { label: t("add"), className: "hl7-bar", act: () => this.#take(this.#build()) },
      h("label", { className: "row" }, t("path"), this.#path),
      this.#operator,
      h("label", { className: "row feed-value-label" }, t("value"), this.#value),
      h("label", { className: "hl7-check" }, this.#folds, t("ignoresCase")),
    );
    const written = line(
      { label: t("apply"), className: "row feed-line", act: () => this.#take(this.#read()) },
      h("label", { className: "row feed-line-label" }, t("written"), this.#text),
    );
    this.element = h(
      "section",
      { className: "hl7-found feed-filter", "aria-label": t("filter") },
      built,
      written,
      h("p", { className: "muted", id: "feed-filter-hint" }, t("hint")),
      this.#said,
      this.#list,
    );
    this.#show();
  }

  get all(): readonly Condition[] {
    return this.#conditions;
  }

  /** As `parseFilter` reads it. */
  get written(): string {
    return formatFilter(this.#conditions);
  }

  add(...conditions: readonly Condition[]): void {
    this.#put([...this.#conditions, ...conditions]);
  }

  /** Without a word to whoever listens. */
  clear(): void {
    this.#conditions = NONE;
    for (const input of [this.#path, this.#value, this.#text]) input.value = "";
    this.#folds.checked = false;
    this.#say = () => "";
    this.redraw();
  }

  restore(conditions: readonly Condition[]): void {
    this.#conditions = conditions;
    this.redraw();
  }

  /** As they may be seen now. */
  get facts(): readonly string[] {
    return this.#conditions.map(sentenceOf);
  }

  redraw(): void {
    this.#said.textContent = this.#say();
    const rows = this.#conditions.map((condition) => this.#row(condition));
    const all = h("button", { type: "button", className: "btn small" }, t("removeAll"));
    all.onclick = () => this.#put(NONE);
    this.#list.replaceChildren(...rows, ...(rows.length > 1 ? [h("li", {}, all)] : []));
    this.#list.hidden = rows.length === 0;
  }

  #row(condition: Condition): HTMLElement {
    const words = sentenceOf(condition);
    const remove = h("button", { type: "button", className: "btn small", title: t("remove") }, "×");
    remove.setAttribute("aria-label", `${t("remove")}: ${words}`);
    remove.onclick = () => {
      this.#put(this.#conditions.filter((one) => one !== condition));
      this.#path.focus();
    };
    return h("li", { className: "chip", translate: false }, words, remove);
  }

  #take(found: readonly Condition[] | null): void {
    if (found) this.add(...found);
    else this.redraw();
  }

  /** Null, with a sentence, where it is none. */
  #build(): readonly Condition[] | null {
    this.#say = () => "";
    const { operator, isNot } = this.#chosen;
    const typed = this.#path.value;
    const wanted = parseWanted(typed);
    if (!wanted) {
      this.#say = () => faultSentence({ code: "path", at: 0, found: typed });
      return null;
    }
    const value = takesValue(operator) ? this.#value.value : "";
    const condition = {
      wanted,
      operator,
      isNot,
      value,
      ignoresCase: takesValue(operator) && this.#folds.checked,
    };
    const { fault } = parseFilter(formatFilter([condition]));
    if (fault) {
      this.#say = () => faultSentence({ ...fault, at: 0, found: value });
      return null;
    }
    this.#value.value = "";
    return [condition];
  }

  #read(): readonly Condition[] | null {
    const { conditions, fault } = parseFilter(this.#text.value);
    this.#say = () => (fault ? faultSentence(fault) : "");
    if (!fault) this.#text.value = "";
    return conditions;
  }

  get #chosen(): Choice {
    return CHOICES[Number(this.#operator.value)] ?? IS;
  }

  #show(): void {
    const isAsked = takesValue(this.#chosen.operator);
    for (const input of [this.#value, this.#folds]) (input.parentElement as HTMLElement).hidden = !isAsked;
  }

  #put(conditions: readonly Condition[]): void {
    this.#conditions = conditions;
    this.redraw();
    this.#changed();
  }
}

/** `PID-8 is “F”`, masked where the page masks. */
function sentenceOf(condition: Condition): string {
  const { wanted, operator, value, ignoresCase } = condition;
  const [path, verb] = [formatWanted(wanted), verbOf(condition)];
  if (!takesValue(operator)) return `${path} ${verb}`;
  return t("sentence", { path, verb, value: shown(datum(value)) }) + (ignoresCase ? ` ${t("folded")}` : "");
}

function faultSentence({ code, at, found }: FilterFault): string {
  return t(`fault:${code}`, { column: at + 1, found: shown(datum(found)) });
}
