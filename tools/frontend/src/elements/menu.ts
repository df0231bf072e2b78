/**
 * A button that opens a menu of actions (ARIA Authoring Practices, menu button). The menu is a popover: it lies above
 * panes that scroll, and closes by itself.
 */

import { keyOf, letterOf } from "../keys/keys";
import { type Child, h } from "./dom";

export interface MenuItem {
  readonly label: string;
  /** Said behind it, more quietly. */
  readonly note?: string;
  act(): void;
}

let lastMenu = 0;

class Menu {
  readonly #items: readonly HTMLElement[];
  readonly #list: HTMLElement;
  readonly #button: HTMLButtonElement;

  constructor(button: HTMLButtonElement, label: string, items: readonly MenuItem[]) {
    this.#button = button;
    this.#items = items.map(({ label: words, note, act }) =>
      h(
        "div",
        { role: "menuitem", tabIndex: -1, className: "menu-item", onclick: () => this.#choose(act) },
        words,
        note ? h("span", { className: "muted" }, note) : null,
      ),
    );
    this.#list = h(
      "div",
      { id: `menu-${++lastMenu}`, role: "menu", className: "menu", popover: "auto", "aria-label": label },
      ...this.#items,
    );
    button.setAttribute("aria-haspopup", "menu");
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", this.#list.id);
    button.addEventListener("click", () => this.#toggle());
    button.addEventListener("keydown", (event) => this.#buttonKey(event));
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("toggle", (event) => {
      button.setAttribute("aria-expanded", String((event as ToggleEvent).newState === "open"));
    });
  }

  get list(): HTMLElement {
    return this.#list;
  }

  #toggle(): void {
    if (this.#list.matches(":popover-open")) this.#list.hidePopover();
    else this.#open(0);
  }

  #open(place: number): void {
    this.#list.showPopover();
    const { left, bottom, top } = this.#button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.#list;
    const { clientWidth, clientHeight } = document.documentElement;
    const below = bottom + offsetHeight <= clientHeight || top < offsetHeight;
    this.#list.style.left = `${Math.max(0, Math.min(left, clientWidth - offsetWidth))}px`;
    this.#list.style.top = `${below ? bottom : top - offsetHeight}px`;
    this.#items.at(place)?.focus();
  }

  #choose(act: () => void): void {
    this.#list.hidePopover();
    this.#button.focus();
    act();
  }

  #buttonKey(event: KeyboardEvent): void {
    const key = keyOf("menuButton", event);
    if (key === null) return;
    this.#open(key === "first" ? 0 : -1);
    event.preventDefault();
  }

  #key(event: KeyboardEvent): void {
    const key = keyOf("menu", event);
    if (key === null) return;
    const here = this.#items.indexOf(document.activeElement as HTMLElement);
    if (key !== "goOn") event.preventDefault();
    if (key === "leave" || key === "goOn") this.#leave(event);
    else if (key === "next") this.#items[(here + 1) % this.#items.length]?.focus();
    else if (key === "previous") this.#items.at(here - 1)?.focus();
    else if (key === "first") this.#items[0]?.focus();
    else if (key === "last") this.#items.at(-1)?.focus();
    else if (key === "choose") this.#items[here]?.click();
    else if (key === "byLetter") this.#byLetter(letterOf(event), here);
  }

  #leave(event: KeyboardEvent): void {
    this.#list.hidePopover();
    this.#button.focus(); // Tab goes on from there
    event.stopPropagation();
  }

  #byLetter(letter: string, here: number): void {
    const ordered = [...this.#items.slice(here + 1), ...this.#items.slice(0, here + 1)];
    ordered.find((item) => item.textContent?.toLowerCase().startsWith(letter.toLowerCase()))?.focus();
  }
}

export function menuButton(
  label: string,
  items: readonly MenuItem[],
  ...children: readonly Child[]
): HTMLElement {
  const button = h("button", { type: "button", className: "btn small menu-button" }, label);
  return h("span", { className: "menu-box" }, button, new Menu(button, label, items).list, ...children);
}
