/** In the raw text's place while values are masked: the message with its values masked, to be read and not edited. */

import { h } from "../../elements/dom";
import { type MaskedText, maskedRows, rangeOf, rowAtPosition } from "./masked";
import type { OpenMessage } from "./open-message";
import { t } from "./text";

/** More is laid out in too long a task. */
const MOST_CHARACTERS = 50_000;

export class MaskedRaw {
  readonly #area = h("textarea", {
    className: "hl7-raw",
    readOnly: true,
    wrap: "off",
    rows: 8,
    "aria-label": t("maskedLabel"),
    "aria-describedby": "hl7-masked-hint",
  });
  readonly #hint = h("p", { className: "muted", id: "hl7-masked-hint" });
  readonly element = h("section", { className: "hl7-raw-pane" }, this.#area, this.#hint);
  #open: OpenMessage | null = null;
  #masked: MaskedText = { text: "", leaves: [] };

  /** `choose` takes the row that a click or the caret stands in. */
  constructor(choose: (row: number) => void) {
    const moved = (): void => {
      const row = rowAtPosition(this.#masked, this.#area.selectionStart);
      if (row >= 0) choose(row);
    };
    this.#area.addEventListener("click", moved);
    this.#area.addEventListener("keyup", moved);
  }

  /** Null: nothing is open, or it is not masked. */
  show(open: OpenMessage | null): void {
    this.#open = open;
    this.#masked = open ? maskedRows(open, 0, open.tree.count, MOST_CHARACTERS) : { text: "", leaves: [] };
    this.#area.value = this.#masked.text;
    const cut = this.#masked.text.length >= MOST_CHARACTERS;
    this.#hint.textContent = cut ? t("partCut", { limit: MOST_CHARACTERS }) : t("maskedHint");
  }

  /** Marks a row, unless the visitor is reading here. */
  select(row: number): void {
    if (!this.#open || document.activeElement === this.#area) return;
    const range = rangeOf(this.#masked, row, this.#open.tree.last[row] ?? row + 1);
    if (!range) return;
    this.#area.setSelectionRange(range.start, range.end);
    const line = this.#masked.text.slice(0, range.start).split("\n").length - 1;
    const height = this.#area.scrollHeight / Math.max(this.#masked.text.split("\n").length, 1);
    this.#area.scrollTop = Math.max(0, line * height - this.#area.clientHeight / 2);
  }
}
