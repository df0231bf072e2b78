/**
 * The search dialog: Ctrl K or ⌘ K from anywhere. The list is in the page already; typing only hides what does not
 * match, so nothing that is typed goes anywhere.
 */

/** Whether every word of the query is in the text, whatever the case. */
export function matches(text: string, query: string): boolean {
  const haystack = text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

class Palette {
  readonly #dialog: HTMLDialogElement;
  readonly #input: HTMLInputElement;
  readonly #status: HTMLElement;
  readonly #options: readonly HTMLElement[];

  constructor(dialog: HTMLDialogElement, input: HTMLInputElement, status: HTMLElement) {
    this.#dialog = dialog;
    this.#input = input;
    this.#status = status;
    this.#options = [...dialog.querySelectorAll<HTMLElement>("[role=option]")];
    input.addEventListener("input", () => this.#filter());
    input.addEventListener("keydown", (event) => this.#key(event));
    for (const option of this.#options) option.addEventListener("click", () => go(option));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close(); // the backdrop
    });
  }

  open(): void {
    if (this.#dialog.open) return;
    this.#input.value = "";
    this.#filter();
    this.#dialog.showModal();
    this.#input.focus();
  }

  #shown(): readonly HTMLElement[] {
    return this.#options.filter((option) => !option.hidden);
  }

  #filter(): void {
    for (const option of this.#options) {
      const text = `${option.textContent} ${option.dataset["words"] ?? ""}`;
      option.hidden = !matches(text, this.#input.value.trim());
    }
    const shown = this.#shown();
    this.#status.textContent = this.#status.dataset[shown.length > 0 ? "some" : "none"] ?? "";
    this.#select(shown[0]);
  }

  #select(chosen: HTMLElement | undefined): void {
    for (const option of this.#options) option.setAttribute("aria-selected", String(option === chosen));
    if (chosen) this.#input.setAttribute("aria-activedescendant", chosen.id);
    else this.#input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  #key(event: KeyboardEvent): void {
    const shown = this.#shown();
    const place = shown.findIndex((option) => option.ariaSelected === "true");
    if (event.key === "ArrowDown") this.#select(shown[(place + 1) % shown.length]);
    else if (event.key === "ArrowUp") this.#select(shown.at(place - 1));
    else if (event.key === "Enter") go(shown[place]);
    else return;
    event.preventDefault();
  }
}

function go(option: HTMLElement | undefined): void {
  const address = option?.dataset["href"];
  if (address) location.assign(address);
}

export function startPalette(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#palette");
  const button = document.querySelector<HTMLButtonElement>("#open-palette");
  const input = dialog?.querySelector("input");
  const status = dialog?.querySelector<HTMLElement>("[role=status]");
  if (!(dialog && button && input && status)) return;
  const palette = new Palette(dialog, input, status);
  button.hidden = false;
  button.addEventListener("click", () => palette.open());
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      palette.open();
    }
  });
}
