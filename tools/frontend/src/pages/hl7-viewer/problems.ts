/** The list on top: what is wrong, where, and what was expected instead. */

import { h } from "../../elements/dom";
import { type FaultCode, type Feed, type PlacedFault, weightOf } from "../../hl7";
import { t } from "./text";

/** Shown at first; the rest on demand. */
const FIRST_SHOWN = 5;

export class Problems {
  readonly element = h("div", { className: "hl7-problems" });
  readonly #jump: (offset: number) => void;

  constructor(jump: (offset: number) => void) {
    this.#jump = jump;
  }

  clear(): void {
    this.element.replaceChildren();
  }

  show({ faults, faultCount }: Feed): void {
    const problems = faults.filter(({ code }) => weightOf(code) === "problem");
    const notes = faults.filter(({ code }) => weightOf(code) === "note");
    const left = faultCount - faults.length;
    this.element.replaceChildren(
      ...(problems.length > 0 ? [this.#problems(problems, left)] : []),
      ...(notes.length > 0 ? [this.#notes(notes)] : []),
    );
  }

  #problems(faults: readonly PlacedFault[], left: number): HTMLElement {
    const title = faults.length + left === 1 ? t("oneProblem") : t("problems", { n: faults.length + left });
    const list = h("ul", {}, ...faults.slice(0, FIRST_SHOWN).map((fault) => this.#item(fault)));
    const rest = faults.slice(FIRST_SHOWN);
    const more = h("button", { type: "button", className: "btn small" }, t("more", { n: rest.length }));
    more.addEventListener("click", () => {
      list.append(...rest.map((fault) => this.#item(fault)));
      more.remove();
    });
    return h(
      "section",
      { className: "note" },
      h("h2", {}, title),
      list,
      rest.length > 0 ? more : null,
      left > 0 ? h("p", { className: "muted" }, t("notListed", { n: left })) : null,
    );
  }

  #notes(faults: readonly PlacedFault[]): HTMLElement {
    const title = faults.length === 1 ? t("oneNote") : t("notes", { n: faults.length });
    const items = faults.map((fault) => this.#item(fault));
    return h("details", { className: "hl7-notes" }, h("summary", {}, title), h("ul", {}, ...items));
  }

  #item(fault: PlacedFault): HTMLElement {
    const { line, column } = fault.place;
    const place = t("faultPlace", { line, column, byte: fault.offset });
    const jump = h(
      "button",
      { type: "button", className: "btn small", "aria-label": `${t("goThere")}: ${place}` },
      t("goThere"),
    );
    jump.addEventListener("click", () => this.#jump(fault.offset));
    return h(
      "li",
      {},
      h("strong", {}, t(fault.code as FaultCode)),
      h(
        "span",
        { className: "hl7-where" },
        `${place}${fault.path ? ` · ${fault.path}` : ""} · `,
        ...(fault.found ? quoted(t("found"), fault.found) : []),
        ...quoted(t("expected"), fault.expected),
        t("faultRule", { rule: fault.rule }),
      ),
      jump,
    );
  }
}

function quoted(label: string, text: string): readonly (Node | string)[] {
  return [`${label} `, h("code", { className: "mono", translate: false }, text), " · "];
}
