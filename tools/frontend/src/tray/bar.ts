/** The tray's bar: what is in it, how far it was looked at, and the way from file to file. */

import { type Datum, unmasked } from "../bytes/datum";
import { datumElement } from "../elements/datum";
import { h } from "../elements/dom";
import { keyOf } from "../keys/keys";
import { t } from "./text";

export interface BarEvents {
  step(by: 1 | -1): void;
  fold(): void;
  back(): void;
  forget(): void;
  cancel(): void;
}

/** Work that is done sooner needs no progress bar, which would only flicker. */
const PATIENCE_MS = 200;

export class TrayBar {
  readonly #title = h("strong");
  readonly #name = h("span", { className: "muted tray-name", translate: false });
  readonly #back = h("button", { type: "button", className: "btn small", hidden: true });
  readonly #previous = h(
    "button",
    { type: "button", className: "btn small", "aria-label": t("previous") },
    "←",
  );
  readonly #next = h("button", { type: "button", className: "btn small", "aria-label": t("next") }, "→");
  readonly #position = h("span", { role: "status" });
  readonly #file = h("span", { className: "muted tray-name", translate: false });
  readonly #walk = h(
    "div",
    { className: "row tray-walk", role: "group", "aria-label": t("files"), hidden: true },
    this.#previous,
    this.#position,
    this.#next,
    this.#file,
  );
  readonly #fold = h("button", { type: "button", className: "btn small tray-fold" });
  readonly #forget = h("button", { type: "button", className: "btn small" }, t("forget"));
  readonly #words = h("span", { className: "muted" });
  readonly #progress = h("progress", { "aria-label": t("files") });
  readonly #cancel = h("button", { type: "button", className: "btn small" }, t("cancel"));
  readonly #busy = h(
    "div",
    { className: "row tray-busy", hidden: true },
    this.#words,
    this.#progress,
    this.#cancel,
  );
  readonly #said = h("p", { className: "muted", role: "status", hidden: true });
  readonly element = h(
    "div",
    { className: "tray-bar" },
    h("div", { className: "row" }, this.#back, this.#title, this.#name, this.#walk, this.#fold, this.#forget),
    this.#busy,
    this.#said,
  );
  #busySince = 0;

  constructor(events: BarEvents) {
    this.#previous.onclick = () => events.step(-1);
    this.#next.onclick = () => events.step(1);
    this.#fold.onclick = events.fold;
    this.#back.onclick = events.back;
    this.#forget.onclick = events.forget;
    this.#cancel.onclick = events.cancel;
    this.#walk.addEventListener("keydown", (event) => {
      const key = keyOf("tray", event);
      if (key !== null) events.step(key === "next" ? 1 : -1);
    });
  }

  title(title: string, name: Datum): void {
    this.#title.textContent = title;
    this.#name.replaceChildren(datumElement(name));
  }

  /** Null where there is nowhere to go back to. */
  backTo(name: Datum | null): void {
    this.#back.hidden = name === null;
    if (name === null) return;
    this.#back.replaceChildren(t("back"), " ", unmasked(name) ? datumElement(name) : t("loose"));
  }

  position(
    { text, name }: { readonly text: string; readonly name: Datum | null },
    { before, after }: { readonly before: boolean; readonly after: boolean },
  ): void {
    this.#walk.hidden = false;
    this.#fold.hidden = false;
    if (this.#position.textContent !== text) this.#position.textContent = text;
    this.#file.replaceChildren(name === null ? "" : datumElement(name));
    // Not disabled: that would take the focus away from whoever walks to the end.
    this.#previous.ariaDisabled = String(!before);
    this.#next.ariaDisabled = String(!after);
  }

  noPosition(): void {
    this.#walk.hidden = true;
    this.#fold.hidden = this.#fold.ariaExpanded !== "false"; // a list that is folded has a way back
  }

  folded(isFolded: boolean): void {
    this.#fold.textContent = t(isFolded ? "show" : "hide");
    this.#fold.ariaExpanded = String(!isFolded);
    this.#title.hidden = isFolded;
    this.#name.hidden = isFolded;
  }

  /** `total` 0: nobody knows how much there is. */
  busy(words: string, done: number, total: number): void {
    if (this.#busySince === 0) {
      this.#busySince = performance.now();
      this.say("");
    }
    this.#words.textContent = words;
    if (total > 0) {
      this.#progress.max = total;
      this.#progress.value = done;
    } else this.#progress.removeAttribute("value");
    this.#busy.hidden = performance.now() - this.#busySince < PATIENCE_MS;
  }

  idle(): void {
    this.#busySince = 0;
    this.#busy.hidden = true;
  }

  say(text: string): void {
    this.#said.hidden = text === "";
    this.#said.textContent = text;
  }
}
