/** What one finding means, and the way to its place in the inspector. */

import { NO_ROW, rowAlong } from "../../dicom";
import { h } from "../../elements/dom";
import { withEnglish } from "../../elements/english";
import { type Fragment, NOWHERE } from "../../links/grammar";
import type { Inspection } from "../../workers/dicom";
import { placeAlong } from "../dicom-inspector/places";
import { elementName, nameAt } from "../dicom-inspector/problems";
import { codeOf, expectedIn, foundIn, type Line, meaningOf, placeOfLine, titleOf } from "./sentences";
import { type TextKey, t } from "./text";

/** `00081140[1]/00081155` → `[0x00081140, 1, 0x00081155]` */
export function wayOf(path: string): readonly number[] {
  return path
    .split(/[[/]/)
    .filter((step) => step !== "")
    .map((step) => (step.endsWith("]") ? Number.parseInt(step, 10) : Number.parseInt(step, 16)));
}

export const placeOfPath = (path: string): Fragment => placeAlong(wayOf(path));

/** The row of an element, or of the item in which it is missing; -1 where that is the object itself. */
export function rowOfPath({ file }: Inspection, path: string): number {
  return path === "" ? NO_ROW : rowAlong(file.elements, wayOf(path)).row;
}

export class FindingPane {
  readonly element = h("section", { className: "finding", "aria-label": t("selected") });
  readonly #inspection: Inspection;
  readonly #inspect: (place: Fragment) => void;
  #line: Line | null = null;

  constructor(inspection: Inspection, inspect: (place: Fragment) => void) {
    this.#inspection = inspection;
    this.#inspect = inspect;
    this.show(null);
  }

  show(line: Line | null): void {
    this.#line = line;
    if (!line) {
      this.element.replaceChildren(h("p", { className: "muted" }, t("selectOne")));
      return;
    }
    const { path } = placeOfLine(line);
    const button = h("button", { type: "button", className: "btn small" }, t("openInspector"));
    button.onclick = () => this.#inspect(path === "" ? NOWHERE : placeOfPath(path));
    this.element.replaceChildren(
      h("h2", {}, titleOf(codeOf(line))),
      h("p", {}, ...withEnglish(meaningOf(line, this.#inspection), [nameAt(path, this.#inspection)])),
      this.#facts(line),
      button,
    );
  }

  redraw(): void {
    this.show(this.#line);
  }

  #facts(line: Line): HTMLElement {
    const { path, module, rule, offset } = placeOfLine(line);
    const name = nameAt(path, this.#inspection);
    const facts: readonly (readonly [TextKey, string, readonly string[]])[] = [
      ["element", elementName(path, name), [name]],
      ["path", path, []],
      ["found", foundIn(line), []],
      ["expected", expectedIn(line), []],
      ["module", module, [module]],
      ["rule", rule, [rule]],
      ["byte", String(offset), []],
    ];
    return h(
      "dl",
      {},
      ...facts
        .filter(([, text]) => text !== "")
        .flatMap(([key, text, names]) => [
          h("dt", {}, t(key)),
          h(
            "dd",
            { className: key === "element" || key === "module" ? "" : "mono" },
            ...withEnglish(text, names),
          ),
        ]),
    );
  }
}
