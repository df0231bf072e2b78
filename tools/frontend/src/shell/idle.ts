/** Forgets everything after a time in which nobody did anything, if the visitor asks for it. Off by default. */

import { h } from "../elements/dom";
import { defineText } from "../text/define";

const t = defineText({
  en: {
    label: "Forget when idle:",
    never: "never",
    minutes: "{n} min",
    warning: "Nothing was done here for a while. In one minute everything that is open is forgotten.",
    keep: "Keep it",
    seconds: "{n} s",
  },
  de: {
    label: "Bei Untätigkeit vergessen:",
    never: "nie",
    minutes: "{n} min",
    warning: "Hier ist eine Weile nichts geschehen. In einer Minute wird alles vergessen, was offen ist.",
    keep: "Behalten",
    seconds: "{n} s",
  },
});

/** To choose from, in minutes. The choice lasts as long as the page. */
const CHOICES = [5, 15, 60];
const MINUTE_MS = 60_000;
const ACTIVITY = ["click", "keydown", "wheel", "touchmove"];

export class IdleForget {
  readonly #choice = h(
    "select",
    { className: "btn small" },
    h("option", { value: "0" }, t("never")),
    ...CHOICES.map((n) => h("option", { value: String(n) }, t("minutes", { n }))),
  );
  readonly setting = h("label", { className: "row muted idle" }, t("label"), this.#choice);
  readonly #seconds = h("span", { "aria-hidden": "true" });
  readonly #keep = h("button", { type: "button", className: "btn small" }, t("keep"));
  readonly warning = h("div");
  readonly #holds: () => boolean;
  readonly #forget: () => void;
  #lastSeen = Date.now();
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(holds: () => boolean, forget: () => void) {
    this.#holds = holds;
    this.#forget = forget;
    this.#choice.addEventListener("change", () => this.#set());
    this.#keep.addEventListener("click", () => this.#seen());
    for (const kind of ACTIVITY) addEventListener(kind, () => this.#seen(), { capture: true, passive: true });
    // Who moves to the warning's button wants to find it there.
    addEventListener("pointermove", () => this.#warned || this.#seen(), { capture: true, passive: true });
  }

  get #warned(): boolean {
    return this.warning.childElementCount > 0;
  }

  #set(): void {
    clearInterval(this.#clock);
    this.#seen();
    const minutes = Number(this.#choice.value);
    if (minutes > 0) this.#clock = setInterval(() => this.#tick(minutes), 1000);
  }

  #seen(): void {
    this.#lastSeen = Date.now();
    if (this.#warned) this.warning.replaceChildren();
  }

  /** Wall time, not the page's own clock, which stops while the computer sleeps. */
  #tick(minutes: number): void {
    if (!this.#holds()) {
      this.#seen();
      return;
    }
    const left = this.#lastSeen + minutes * MINUTE_MS - Date.now();
    if (left <= 0) {
      this.warning.replaceChildren();
      this.#forget();
    } else if (left <= MINUTE_MS) {
      this.#seconds.textContent = t("seconds", { n: Math.ceil(left / 1000) });
      if (!this.#warned)
        this.warning.append(
          h(
            "p",
            { className: "note row", role: "alert" },
            h("span", {}, t("warning")),
            this.#keep,
            this.#seconds,
          ),
        );
    }
  }
}
