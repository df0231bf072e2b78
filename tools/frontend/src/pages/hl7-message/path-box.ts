/** The field for a path, with a sentence where the path leads nowhere. */

import { h } from "../../elements/dom";
import { type Path, parsePath } from "../../hl7";
import { keyOf } from "../../keys/keys";
import type { Arrival } from "../../shell/tool";
import { t } from "./text";

export class PathBox {
  readonly #input = h("input", {
    className: "btn small hl7-path",
    placeholder: "PID-3.1",
    autocomplete: "off",
    spellcheck: false,
    translate: false,
    "aria-label": t("pathLabel"),
    "aria-describedby": "hl7-path-answer",
  });
  readonly element = h(
    "div",
    { className: "row" },
    h("label", { className: "row" }, t("pathLabel"), this.#input),
    h("button", { type: "button", className: "btn small", onclick: () => this.#goTo() }, t("go")),
  );
  readonly answer = h("p", { className: "muted", role: "status", id: "hl7-path-answer" });
  readonly #go: (path: Path) => Arrival;

  constructor(go: (path: Path) => Arrival) {
    this.#go = go;
    // No form: the pages' sandbox forbids them.
    this.#input.addEventListener("keydown", (event) => {
      if (keyOf("path", event) === "go") this.#goTo();
    });
  }

  clear(): void {
    this.answer.textContent = "";
  }

  #goTo(): void {
    const written = this.#input.value;
    const path = parsePath(written);
    const answers = { there: null, near: "pathMissing", nowhere: "segmentMissing" } as const;
    const answer = path ? answers[this.#go(path)] : "pathBad";
    this.answer.textContent = answer ? t(answer, { path: written }) : "";
  }
}
