/** The bar above the tools: what is open and how much it holds, clear it, send it to another tool, forget all. */

import { h } from "../elements/dom";
import { menuButton } from "../elements/menu";
import { formatSize } from "../text/define";
import { openers } from "./catalogue";
import { t } from "./text";
import { areMany, type Brought } from "./tool";

/** What the bar needs of the workbench. */
export interface Bench {
  readonly held: readonly { readonly slug: string; readonly title: string; readonly held: Brought }[];
  readonly shown: string;
  /** Files wait in the tray. */
  readonly isWaiting: boolean;
  open(slug: string, payload: null): Promise<void>;
  sendTo(slug: string): Promise<void>;
  clear(slug: string): void;
  forget(): void;
}

export class BenchBar {
  readonly element = h("div", {
    className: "row bench-bar",
    role: "group",
    "aria-label": t("openTools"),
    hidden: true,
  });
  readonly #bench: Bench;
  readonly #always: readonly HTMLElement[];

  /** `setting` stands at the bar's end. */
  constructor(bench: Bench, setting: HTMLElement) {
    this.#bench = bench;
    const onclick = (): void => bench.forget();
    const title = t("forgetNowHint");
    const className = "btn small fold-away";
    const forget = h("button", { type: "button", className, title, onclick }, t("forgetNow"));
    setting.classList.add("fold-away");
    this.#always = [forget, setting];
  }

  show(): void {
    const { held, shown, isWaiting } = this.#bench;
    this.element.hidden = held.length === 0 && !isWaiting;
    const holds = held.map((one) => this.#tab(one));
    const sends = held.some(({ slug }) => slug === shown) ? this.#sends(shown) : [];
    this.element.replaceChildren(...holds, ...sends, ...this.#always);
  }

  #tab({ slug, title, held }: Bench["held"][number]): HTMLElement {
    const open = h(
      "button",
      { type: "button", className: "btn small", "aria-pressed": String(slug === this.#bench.shown) },
      areMany(held)
        ? t("holdsMany", { tool: title, n: held.items.length })
        : t("holds", { tool: title, size: formatSize(held.blob.size) }),
    );
    open.onclick = () => void this.#bench.open(slug, null);
    const label = t("clear", { tool: title });
    const clear = h(
      "button",
      { type: "button", className: "btn small", "aria-label": label, title: label },
      t("clearIt"),
    );
    clear.onclick = () => this.#bench.clear(slug);
    return h("span", { className: "bench-tab" }, open, clear);
  }

  #sends(shown: string): readonly HTMLElement[] {
    const others = openers().filter(({ slug }) => slug !== shown);
    const items = others.map(({ slug, title }) => ({
      label: title,
      act: () => void this.#bench.sendTo(slug),
    }));
    const menu = menuButton(t("sendTo"), items);
    menu.classList.add("fold-away");
    return items.length > 0 ? [menu] : [];
  }
}
