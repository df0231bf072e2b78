/** What was cleared, for the minute in which it can be brought back; then nothing on the page holds it any more. */

import { h } from "../elements/dom";
import { defineText } from "../text/define";

const t = defineText({
  en: {
    cleared: "{tool} was cleared.",
    replaced: "What you had changed in {tool} made room for what you opened.",
    back: "Bring it back",
    forMinute: "It can be brought back for one minute.",
    seconds: "{n} s",
    forgotten: "Forgotten. This page holds nothing of what was open.",
  },
  de: {
    cleared: "{tool} wurde geleert.",
    replaced: "Was Sie in {tool} geändert hatten, wich dem, was Sie geöffnet haben.",
    back: "Zurückholen",
    forMinute: "Es lässt sich eine Minute lang zurückholen.",
    seconds: "{n} s",
    forgotten: "Vergessen. Diese Seite enthält nichts mehr von dem, was offen war.",
  },
});

const KEPT_SECONDS = 60;

interface Kept {
  readonly row: HTMLElement;
  readonly seconds: HTMLElement;
  readonly until: number;
}

export class Cleared {
  readonly #rows = h("div", { className: "cleared-rows" });
  /** Says it once; the seconds beside the button are for the eye alone. */
  readonly #status = h("p", { className: "hidden-title", role: "status" });
  readonly #said = h("p", { className: "muted", role: "status" });
  readonly element = h("div", { className: "cleared" }, this.#rows, this.#status, this.#said);
  readonly #kept = new Map<string, Kept>();
  #clock: ReturnType<typeof setInterval> | undefined;

  /** Whether there is anything that could be brought back. */
  get holds(): boolean {
    return this.#kept.size > 0;
  }

  /** `why`: the visitor cleared the tool, or something else was opened in it. */
  keep(tool: string, title: string, why: "cleared" | "replaced", back: () => void): void {
    this.drop(tool);
    this.#said.textContent = "";
    const seconds = h("span", { className: "muted", "aria-hidden": "true" });
    const button = h("button", { type: "button", className: "btn small" }, t("back"));
    const row = h("p", { className: "row" }, h("span", {}, t(why, { tool: title })), button, seconds);
    button.onclick = () => {
      this.drop(tool);
      back();
    };
    this.#kept.set(tool, { row, seconds, until: Date.now() + KEPT_SECONDS * 1000 });
    this.#rows.append(row);
    this.#status.textContent = `${t(why, { tool: title })} ${t("forMinute")}`;
    if (why === "cleared") button.focus(); // the button that cleared is gone
    this.#tick();
    this.#clock ??= setInterval(() => this.#tick(), 1000);
  }

  /** Lets go of what a tool held, or of everything. */
  drop(tool?: string): void {
    for (const [one, { row }] of this.#kept) {
      if (tool !== undefined && one !== tool) continue;
      row.remove();
      this.#kept.delete(one);
    }
    if (this.#kept.size > 0) return;
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.#status.textContent = "";
  }

  sayForgotten(): void {
    this.drop();
    this.#said.textContent = t("forgotten");
  }

  /** For when something is open again. */
  hush(): void {
    this.#said.textContent = "";
  }

  #tick(): void {
    const now = Date.now();
    for (const [tool, { seconds, until }] of this.#kept) {
      const left = Math.ceil((until - now) / 1000);
      seconds.textContent = t("seconds", { n: left });
      if (left <= 0) this.drop(tool);
    }
  }
}
