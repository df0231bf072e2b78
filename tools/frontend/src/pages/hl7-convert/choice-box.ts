/** What is to be another: a form, and in HL7 v2 itself terminators, frames, mark, delimiters, character set, repairs. */

import { h } from "../../elements/dom";
import { WRITTEN, type WrittenEncoding } from "../../hl7/charset-write";
import { type Choices, FRAMINGS, MARKS, REPAIRS, TERMINATORS } from "../../hl7/convert/choices";
import { FORMS, type Form } from "../../hl7/convert/export";
import { t } from "./text";

const RESULTS = ["hl7", ...FORMS] as const;
const CHARSETS = ["keep", ...(Object.keys(WRITTEN) as WrittenEncoding[])] as const;
const TERMINATOR_WORDS = { keep: t("keep"), cr: "CR (0D)", lf: "LF (0A)", crlf: "CR LF (0D 0A)" } as const;

export class ChoiceBox {
  readonly element: HTMLElement;
  readonly #form = select(t("form"), RESULTS, (form) => t(`form-${form}`));
  readonly #terminator = select(t("terminator"), TERMINATORS, (one) => TERMINATOR_WORDS[one]);
  readonly #framing = select(t("framing"), FRAMINGS, (one) => t(`framing-${one}`));
  readonly #mark = select(t("mark"), MARKS, (one) => t(`mark-${one}`));
  readonly #delimiters = select(t("delimiters"), ["keep", "suggested"] as const, (one) =>
    one === "keep" ? t("keep") : "|^~\\&",
  );
  readonly #charset = select(t("charset"), CHARSETS, (one) => (one === "keep" ? t("keep") : WRITTEN[one]));
  readonly #repairs = REPAIRS.map((repair) => ({
    repair,
    box: h("input", { type: "checkbox" }),
  }));
  readonly #hint = h("p", { className: "muted" });

  /** `changed` is called whenever something else is chosen. */
  constructor(changed: () => void) {
    const hear = (): void => {
      this.#follow();
      changed();
    };
    const selects = [
      this.#form,
      this.#terminator,
      this.#framing,
      this.#mark,
      this.#delimiters,
      this.#charset,
    ];
    for (const { list } of selects) list.addEventListener("change", hear);
    for (const { box } of this.#repairs) box.addEventListener("change", hear);
    const setAll = (checked: boolean) => (): void => {
      for (const { box } of this.#repairs) box.checked = checked;
      hear();
    };
    this.element = h(
      "div",
      { className: "hl7-choices" },
      h("div", { className: "hl7-choice-row" }, ...selects.map(({ label }) => label)),
      this.#hint,
      h(
        "fieldset",
        { className: "hl7-repairs" },
        h("legend", {}, t("repairs")),
        ...this.#repairs.map(({ repair, box }) =>
          h("label", { className: "hl7-check" }, box, t(`repair-${repair}`)),
        ),
        h(
          "div",
          { className: "row" },
          button(t("allRepairs"), setAll(true)),
          button(t("noRepairs"), setAll(false)),
        ),
      ),
    );
    this.#follow();
  }

  get form(): "hl7" | Form {
    return this.#form.value;
  }

  /** Of another form than HL7 v2 the bytes around and below it are its own. */
  get choices(): Choices {
    const repairs = new Set(this.#repairs.filter(({ box }) => box.checked).map(({ repair }) => repair));
    const delimiters = this.#delimiters.value;
    const none = { terminator: "keep", framing: "keep", mark: "keep", charset: "keep" } as const;
    if (this.form !== "hl7") return { ...none, delimiters, repairs };
    return {
      terminator: this.#terminator.value,
      framing: this.#framing.value,
      mark: this.#mark.value,
      charset: this.#charset.value,
      delimiters,
      repairs,
    };
  }

  #follow(): void {
    for (const { list } of [this.#terminator, this.#framing, this.#mark, this.#charset])
      list.disabled = this.form !== "hl7";
    this.#hint.textContent = t(`about-${this.form}`);
  }
}

interface Choice<Value extends string> {
  readonly label: HTMLElement;
  readonly list: HTMLSelectElement;
  readonly value: Value;
}

function select<const Value extends string>(
  label: string,
  values: readonly Value[],
  words: (value: Value) => string,
): Choice<Value> {
  const list = h(
    "select",
    { className: "btn small" },
    ...values.map((value) => h("option", { value }, words(value))),
  );
  return {
    label: h("label", { className: "hl7-choice" }, label, list),
    list,
    get value(): Value {
      return values.find((value) => value === list.value) ?? (values[0] as Value);
    },
  };
}

function button(label: string, onclick: () => void): HTMLButtonElement {
  return h("button", { type: "button", className: "btn small", onclick }, label);
}
