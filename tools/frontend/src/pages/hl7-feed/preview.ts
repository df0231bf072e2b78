/** The selected message beside the list, as it stands in the feed. */

import { type Datum, unmasked } from "../../bytes/datum";
import { h } from "../../elements/dom";
import { masking } from "../../shell/mask";
import { t } from "./text";

export class Preview {
  readonly #title = h("h2", {});
  readonly #open = h("button", { type: "button", className: "btn small", hidden: true }, t("openInViewer"));
  readonly #text = h("pre", { className: "hl7-text", tabIndex: 0, "aria-label": t("message"), hidden: true });
  readonly #note = h("p", { className: "muted" });
  readonly element = h(
    "section",
    { className: "hl7-detail", "aria-label": t("message") },
    h("div", { className: "row" }, this.#title, this.#open),
    this.#text,
    this.#note,
  );
  #said: Datum | null = null;
  #isCut = false;

  constructor(open: () => void) {
    this.#open.onclick = open;
    this.clear();
  }

  clear(): void {
    this.#title.hidden = this.#open.hidden = true;
    this.#said = null;
    this.redraw();
  }

  /** The message of a row, before its text is there. */
  expect(row: number): void {
    this.#title.textContent = t("messageNumber", { n: row + 1 });
    this.#title.hidden = this.#open.hidden = false;
  }

  show(said: Datum, isCut: boolean): void {
    this.#said = said;
    this.#isCut = isCut;
    this.redraw();
  }

  /** While values are masked, the text is not in the document at all. */
  redraw(): void {
    const isSeen = this.#said !== null && !masking.on;
    this.#text.hidden = !isSeen;
    this.#text.textContent = isSeen && this.#said !== null ? unmasked(this.#said) : "";
    if (this.#open.hidden) this.#note.textContent = t("selectMessage");
    else if (masking.on) this.#note.textContent = t("maskedMessage");
    else this.#note.textContent = this.#isCut ? t("cutMessage") : "";
  }
}
