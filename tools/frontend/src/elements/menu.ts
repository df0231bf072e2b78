/**
 * A button that opens a menu of actions (ARIA Authoring Practices, menu button). The menu is a popover: it lies above
 * panes that scroll, and closes by itself.
 */

import { type Child, h } from "./dom";

export interface MenuItem {
  readonly label: string;
  act(): void;
}

let lastMenu = 0;

class Menu {
  readonly #items: readonly HTMLElement[];
  readonly #list: HTMLElement;
  readonly #button: HTMLButtonElement;

  constructor(button: HTMLButtonElement, label: string, items: readonly MenuItem[]) {
    this.#button = button;
    this.#items = items.map(({ label: words, act }) =>
      h(
        "div",
        { role: "menuitem", tabIndex: -1, className: "menu-item", onclick: () => this.#choose(act) },
        words,
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
    if (event.key === "ArrowDown") this.#open(0);
    else if (event.key === "ArrowUp") this.#open(-1);
    else return;
    event.preventDefault();
  }

  #key(event: KeyboardEvent): void {
    const here = this.#items.indexOf(document.activeElement as HTMLElement);
    const count = this.#items.length;
    if (event.key === "ArrowDown") this.#items[(here + 1) % count]?.focus();
    else if (event.key === "ArrowUp") this.#items.at(here - 1)?.focus();
    else if (event.key === "Home") this.#items[0]?.focus();
    else if (event.key === "End") this.#items.at(-1)?.focus();
    else if (event.key === "Enter" || event.key === " ") this.#items[here]?.click();
    else if (event.key === "Escape" || event.key === "Tab") this.#leave(event);
    else if (/^\p{L}$/u.test(event.key)) this.#byLetter(event.key, here);
    else return;
    if (event.key !== "Tab") event.preventDefault();
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
