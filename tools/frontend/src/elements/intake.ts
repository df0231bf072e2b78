/** How data come in: dropped anywhere on the page, chosen, pasted, or a sample. Never read unasked. */

import { datum } from "../bytes/datum";
import type { Payload, Sample } from "../shell/tool";
import { defineText } from "../text/define";
import { h } from "./dom";

const t = defineText({
  en: {
    drop: "Drop a file, or paste a message",
    dropFile: "Drop a file anywhere on this page, or",
    choose: "Choose a file",
    paste: "Paste a message",
    open: "Open",
    samples: "or try a sample:",
    first: "{n} files came; the first one is open.",
    folder: "That is a folder. Please drop the files in it.",
  },
  de: {
    drop: "Datei hierher ziehen oder Nachricht einfügen",
    dropFile: "Datei auf diese Seite ziehen oder",
    choose: "Datei auswählen",
    paste: "Nachricht einfügen",
    open: "Öffnen",
    samples: "oder ein Beispiel ausprobieren:",
    first: "{n} Dateien sind angekommen; die erste ist geöffnet.",
    folder: "Das ist ein Ordner. Bitte ziehen Sie die Dateien daraus hierher.",
  },
});

export interface Intake {
  readonly element: HTMLElement;
  /** Only the one that is shown takes what is dropped on the page. */
  listen(on: boolean): void;
  close(): void;
}

type Take = (payload: Payload) => void;

/** The start page's intake: with a text area. Typed text is offered to `take` as it changes. */
export function wideIntake(take: Take, offers: HTMLElement, samples: readonly HTMLElement[]): Intake {
  const status = h("p", { className: "muted", role: "status", hidden: true });
  const text = h("textarea", {
    "aria-label": t("paste"),
    autocomplete: "off",
    spellcheck: false,
    translate: false,
    placeholder: "MSH|^~\\&|…",
  });
  // A text area turns every line end into LF. What was pasted, and not typed into since, is taken as it was.
  let pasted = "";
  text.addEventListener("paste", (event) => {
    pasted = event.clipboardData?.getData("text/plain") ?? "";
  });
  text.addEventListener("input", () => {
    const untouched = pasted.replace(/\r\n?/g, "\n") === text.value;
    take({ name: datum(""), blob: new Blob([untouched ? pasted : text.value]) });
  });
  const element = h(
    "section",
    { className: "intake", "aria-label": t("drop") },
    h("strong", {}, t("drop")),
    text,
    offers,
    h(
      "div",
      { className: "row" },
      chooser(take, status),
      h("span", { className: "muted" }, t("samples")),
      ...samples,
    ),
    status,
  );
  return intakeOf(element, take, status);
}

/** A tool's intake: one line. */
export function narrowIntake(take: Take, samples: readonly Sample[]): Intake {
  const status = h("p", { className: "muted", role: "status", hidden: true });
  const tries = samples.map((sample) =>
    h(
      "button",
      {
        type: "button",
        className: "btn small",
        onclick: () => void sample.load().then((blob) => take({ name: datum(sample.name), blob })),
      },
      sample.label,
    ),
  );
  const element = h(
    "section",
    { className: "intake", "aria-label": t("choose") },
    h(
      "div",
      { className: "row" },
      h("span", {}, t("dropFile")),
      chooser(take, status),
      tries.length > 0 ? h("span", { className: "muted" }, t("samples")) : null,
      ...tries,
    ),
    status,
  );
  return intakeOf(element, take, status);
}

function chooser(take: Take, status: HTMLElement): HTMLElement {
  const input = h("input", { type: "file", hidden: true, multiple: true });
  input.addEventListener("change", () => {
    takeFirst([...(input.files ?? [])], take, status);
    input.value = ""; // choosing the same file again is a change again
  });
  const button = h("button", { type: "button", className: "btn", onclick: () => input.click() }, t("choose"));
  return h("span", {}, button, input);
}

function takeFirst(files: readonly File[], take: Take, status: HTMLElement): void {
  const first = files[0];
  if (!first) return;
  status.hidden = files.length === 1;
  status.textContent = files.length === 1 ? "" : t("first", { n: files.length });
  take({ name: datum(first.name), blob: first });
}

/** Files may be dropped anywhere on the page; the frame shows that they are welcome. */
class Drops {
  readonly #frame: HTMLElement;
  readonly #take: Take;
  readonly #status: HTMLElement;
  #ear: AbortController | null = null;

  constructor(frame: HTMLElement, take: Take, status: HTMLElement) {
    this.#frame = frame;
    this.#take = take;
    this.#status = status;
  }

  listen(on: boolean): void {
    if (on === (this.#ear !== null)) return;
    this.#ear?.abort();
    this.#ear = on ? new AbortController() : null;
    if (!this.#ear) return;
    const { signal } = this.#ear;
    document.addEventListener("dragover", (event) => this.#over(event), { signal });
    document.addEventListener("dragleave", (event) => this.#over(event), { signal });
    document.addEventListener("drop", (event) => this.#drop(event), { signal });
  }

  #over(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.#frame.classList.toggle("over", event.type === "dragover");
  }

  #drop(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // or the browser would leave the page for the file
    this.#frame.classList.remove("over");
    const items = [...event.dataTransfer.items];
    if (items.some((item) => item.webkitGetAsEntry()?.isDirectory)) {
      this.#status.hidden = false;
      this.#status.textContent = t("folder");
      return;
    }
    takeFirst([...event.dataTransfer.files], this.#take, this.#status);
  }
}

function intakeOf(element: HTMLElement, take: Take, status: HTMLElement): Intake {
  const drops = new Drops(element, take, status);
  return { element, listen: (on) => drops.listen(on), close: () => drops.listen(false) };
}
