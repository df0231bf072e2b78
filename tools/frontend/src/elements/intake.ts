/** How data come in: dropped anywhere on the page, chosen, pasted, or a sample. Never read unasked. */

import type { Note, Sample } from "../shell/tool";
import { defineText } from "../text/define";
import { h } from "./dom";
import { Drops, type Taker } from "./drops";
import { Fold } from "./fold";

const t = defineText({
  en: {
    drop: "Drop files or a folder, or paste a message",
    dropFile: "Drop files anywhere on this page, or",
    choose: "Choose files",
    chooseFolder: "Choose a folder",
    paste: "Paste a message",
    samples: "or try a sample:",
    another: "Open something else",
    noSample: "The sample could not be loaded. Check the connection and try again.",
  },
  de: {
    drop: "Dateien oder einen Ordner hierher ziehen oder Nachricht einfügen",
    dropFile: "Dateien auf diese Seite ziehen oder",
    choose: "Dateien auswählen",
    chooseFolder: "Ordner auswählen",
    paste: "Nachricht einfügen",
    samples: "oder ein Beispiel ausprobieren:",
    another: "Etwas anderes öffnen",
    noSample:
      "Das Beispiel ließ sich nicht laden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
  },
});

export interface Intake {
  readonly element: HTMLElement;
  /** Only the one that is shown takes what is dropped on the page. */
  listen(on: boolean): void;
  /** Whether it makes room for data on a phone. */
  fold(on: boolean): void;
  /** Says what was done with what came in, in place of what was said before. */
  say(...said: readonly (Note | HTMLElement)[]): void;
  close(): void;
}

/** The start page's intake: with a text area. Typed text is offered to `taker` as it changes. */
export function wideIntake(taker: Taker, offers: HTMLElement): Intake {
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
    taker.one("", new Blob([untouched ? pasted : text.value]));
  });
  const said = saidBox();
  const element = h(
    "section",
    { className: "intake", "aria-label": t("drop") },
    h("strong", {}, t("drop")),
    text,
    offers,
    h("div", { className: "row" }, ...choosers(taker)),
    said,
  );
  return intakeOf(element, taker, said);
}

/** A tool's intake: one line. */
export function narrowIntake(taker: Taker, samples: readonly Sample[]): Intake {
  const said = saidBox();
  const open = async (sample: Sample): Promise<void> => {
    const blob = await sample.load().catch(() => null);
    if (blob) taker.one(sample.name, blob);
    else said.replaceChildren(paragraph({ text: t("noSample"), isFault: true }));
  };
  const tries = samples.map((sample) => {
    const onclick = (): void => void open(sample);
    const broken = sample.isBroken ? { "data-broken": "" } : {};
    return h("button", { type: "button", className: "btn small sample", onclick, ...broken }, sample.label);
  });
  const element = h(
    "section",
    { className: "intake", "aria-label": t("choose") },
    h(
      "div",
      { className: "row fold-away" },
      h("span", {}, t("dropFile")),
      ...choosers(taker),
      tries.length > 0 ? h("span", { className: "muted" }, t("samples")) : null,
      ...tries,
    ),
    said,
  );
  return intakeOf(element, taker, said);
}

/** Of a tool that opens nothing: no choice of files, but what is dropped or pasted on its page is taken. */
export function dropIntake(taker: Taker): Intake {
  const said = saidBox();
  return intakeOf(h("div", {}, said), taker, said);
}

/** A button for files, and one for a folder where the browser can. */
function choosers(taker: Taker): readonly HTMLElement[] {
  const files = fileInput(taker);
  const folder = fileInput(taker);
  folder.webkitdirectory = true;
  const choose = h("button", { type: "button", className: "btn", onclick: () => files.click() }, t("choose"));
  const onclick = (): void => folder.click(); // this input is in no document: a page has one for its files
  const chooseFolder = h("button", { type: "button", className: "btn", onclick }, t("chooseFolder"));
  return [h("span", {}, choose, files), ...("webkitdirectory" in files ? [chooseFolder] : [])];
}

function fileInput(taker: Taker): HTMLInputElement {
  const input = h("input", { type: "file", hidden: true, multiple: true });
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    input.value = ""; // choosing the same file again is a change again
    const [first] = files;
    if (files.length > 1 || input.webkitdirectory) taker.many({ entries: [], files });
    else if (first) taker.one(first.name, first);
  });
  return input;
}

const saidBox = (): HTMLElement => h("div", { className: "intake-said", role: "status" });

function intakeOf(element: HTMLElement, taker: Taker, box: HTMLElement): Intake {
  const drops = new Drops(element, taker);
  const fold = new Fold(element, t("another"));
  element.prepend(fold.button);
  const say = (...said: readonly (Note | HTMLElement)[]): void =>
    box.replaceChildren(...said.map((one) => (one instanceof HTMLElement ? one : paragraph(one))));
  const setFold = (on: boolean): void => {
    fold.on = on;
  };
  return { element, say, fold: setFold, listen: (on) => drops.listen(on), close: () => drops.listen(false) };
}

const paragraph = ({ text, isFault }: Note): HTMLElement =>
  h("p", { className: isFault ? "note bad" : "muted" }, text);
