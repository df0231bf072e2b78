/** Which paths have a column in the list, and so in its report. */

import { datum } from "../../bytes/datum";
import { h } from "../../elements/dom";
import { formatWanted, parseWanted } from "../../hl7/path";
import { shown } from "../../shell/mask";
import { line } from "./line";
import { t } from "./text";

const FIRST = ["MSH-7", "MSH-9", "MSH-10", "PID-3.1"];
/** Each is read of every message and held on the page. */
export const MOST_COLUMNS = 12;

export class ColumnsBox {
  readonly #input = h("input", { type: "text", className: "btn small feed-paths" });
  readonly #said = h("p", { className: "note bad", role: "alert" });
  readonly element: HTMLElement;
  #paths: readonly string[] = FIRST;

  constructor(changed: () => void) {
    const act = (): void => {
      if (this.#read()) changed();
    };
    const label = h("label", { className: "row feed-line-label" }, t("columns"), this.#input);
    const typed = line({ label: t("show"), className: "row feed-line", act }, label);
    this.element = h("div", { className: "hl7-found" }, typed, this.#said);
    this.clear();
  }

  get paths(): readonly string[] {
    return this.#paths;
  }

  clear(): void {
    this.#paths = FIRST;
    this.#input.value = FIRST.join(" ");
    this.#said.textContent = "";
  }

  #read(): boolean {
    const words = this.#input.value.split(/[\s,;]+/).filter((word) => word !== "");
    const read = words.map(parseWanted);
    const unread = words.filter((_, at) => read[at] === null);
    const paths = [...new Set(read.filter((one) => one !== null).map(formatWanted))];
    this.#said.textContent =
      unread.length > 0
        ? t("columnsBad", { words: shown(datum(unread.join(" "))) })
        : paths.length > MOST_COLUMNS
          ? t("columnsMany", { n: MOST_COLUMNS })
          : "";
    if (this.#said.textContent !== "") return false;
    this.#paths = paths;
    return true;
  }
}
