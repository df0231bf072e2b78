/** The errors that an acknowledgement is to name, a row for each. */

import { h } from "../../elements/dom";
import { parsePath } from "../../hl7";
import { type AckError, SEVERITIES, type Severity } from "../../hl7/ack/acknowledge";
import type { CodeTable } from "../../hl7/tables";
import { t } from "./text";

const ERRORS_FROM = 100;
const FIRST_CODE = "101";

interface Row {
  readonly element: HTMLElement;
  readonly path: HTMLInputElement;
  readonly code: HTMLSelectElement;
  readonly severity: HTMLSelectElement;
  readonly text: HTMLInputElement;
}

export class ErrorRows {
  readonly element: HTMLElement;
  readonly #changed: () => void;
  readonly #list = h("ol", { className: "hl7-errors" });
  readonly #here = h("button", { type: "button", className: "btn small", hidden: true });
  readonly #said = h("p", { className: "muted", role: "status" });
  #rows: readonly Row[] = [];
  #table: CodeTable | null = null;
  #place = "";

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#here.addEventListener("click", () => this.#add(this.#place));
    const add = h("button", { type: "button", className: "btn small" }, t("addError"));
    add.addEventListener("click", () => this.#add(""));
    this.element = h(
      "fieldset",
      { className: "hl7-error-box" },
      h("legend", {}, t("errors")),
      this.#list,
      h("div", { className: "row" }, add, this.#here),
      this.#said,
    );
  }

  /** Table 0357. */
  know(table: CodeTable): void {
    this.#table = table;
  }

  /** Where the visitor is in the message. */
  at(path: string): void {
    this.#place = path;
    this.#here.hidden = path === "";
    this.#here.textContent = t("addErrorAt", { path });
  }

  clear(): void {
    this.#rows = [];
    this.#list.replaceChildren();
    this.at("");
    this.#say();
  }

  get errors(): readonly AckError[] {
    return this.#rows.map(({ path, code, severity, text }) => ({
      path: parsePath(path.value) ? path.value : "",
      code: code.value,
      meaning: this.#table?.codes.get(code.value) ?? "",
      severity: severity.value as Severity,
      text: text.value,
    }));
  }

  #add(place: string): void {
    const number = this.#rows.length + 1;
    const label = (what: string): string => t("ofError", { n: number, what });
    const path = input("hl7-path", label(t("path")), place);
    path.placeholder = "PID-5";
    const text = input("hl7-ignore", label(t("errorText")), "");
    text.placeholder = t("errorText");
    const codes = [...(this.#table?.codes ?? [])].filter(([code]) => Number(code) >= ERRORS_FROM);
    const code = list(label(t("errorCode")), codes, FIRST_CODE);
    const severity = list(
      label(t("severity")),
      SEVERITIES.map((one) => [one, t(`severity-${one}`)] as const),
      "E",
    );
    const remove = h("button", { type: "button", className: "btn small" }, t("remove"));
    remove.setAttribute("aria-label", label(t("remove")));
    const element = h("li", { className: "hl7-error" }, path, code, severity, text, remove);
    const row = { element, path, code, severity, text };
    remove.addEventListener("click", () => this.#remove(row));
    for (const field of [path, code, severity, text]) field.addEventListener("input", () => this.#hold());
    this.#rows = [...this.#rows, row];
    this.#list.append(element);
    this.#hold();
    (place === "" ? path : text).focus();
  }

  #remove(row: Row): void {
    this.#rows = this.#rows.filter((one) => one !== row);
    row.element.remove();
    this.#hold();
    this.#here.focus();
  }

  #hold(): void {
    this.#say();
    this.#changed();
  }

  #say(): void {
    const bad = this.#rows.filter(({ path }) => path.value !== "" && !parsePath(path.value)).length;
    this.#said.textContent = bad > 0 ? t("pathBad", { n: bad }) : "";
  }
}

function input(className: string, label: string, value: string): HTMLInputElement {
  return h("input", { type: "text", className: `btn small ${className}`, "aria-label": label, value });
}

function list(
  label: string,
  entries: readonly (readonly [value: string, words: string])[],
  chosen: string,
): HTMLSelectElement {
  const options = entries.map(([value, words]) =>
    h("option", { value, selected: value === chosen }, `${value} ${words}`),
  );
  return h("select", { className: "btn small", "aria-label": label }, ...options);
}
