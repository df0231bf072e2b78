/** What a tool wrote: its beginning to look at, the whole to download and to copy. */

import { h } from "../../elements/dom";
import { saveFile } from "../../elements/report";
import { masking } from "../../shell/mask";
import { defineText, formatSize } from "../../text/define";
import type { Written } from "../../workers/read/start";
import { pictured } from "./pictured";

const t = defineText({
  en: {
    download: "Download result",
    copy: "Copy result",
    copied: "Copied.",
    refused: "The browser did not allow copying.",
    notCopied: "More than {limit} is not copied; download it.",
    notCopiedMasked: "Values are masked, so the result is not copied. The download holds it as it is.",
    masked: "Values are masked: the result can be downloaded and is not shown.",
    result: "Result",
    resultStart: "Result: its beginning",
  },
  de: {
    download: "Ergebnis herunterladen",
    copy: "Ergebnis kopieren",
    copied: "Kopiert.",
    refused: "Der Browser hat das Kopieren nicht erlaubt.",
    notCopied: "Mehr als {limit} wird nicht kopiert; laden Sie es herunter.",
    notCopiedMasked:
      "Werte sind maskiert, deshalb wird das Ergebnis nicht kopiert. Der Download enthält es, wie es ist.",
    masked: "Werte sind maskiert: Das Ergebnis lässt sich herunterladen und wird nicht gezeigt.",
    result: "Ergebnis",
    resultStart: "Ergebnis: der Anfang",
  },
});

/** A clipboard of more helps nobody. */
const MOST_COPIED = 10 * 1024 * 1024;

export class ResultBox {
  readonly #start = h("pre", {
    className: "hl7-text hl7-result-text",
    translate: false,
    tabIndex: 0,
    role: "region",
    "aria-label": t("result"),
  });
  readonly #about = h("p", { className: "muted" });
  readonly #copied = h("span", { className: "muted", role: "status" });
  readonly element: HTMLElement;
  #written: Written | null = null;
  #isHl7 = true;

  /** `name` is the file's, which holds nothing of what was opened. */
  constructor(name: () => string) {
    const save = (): void => {
      if (this.#written) saveFile(name(), this.#written.blob);
    };
    this.element = h(
      "div",
      { className: "hl7-found" },
      h(
        "div",
        { className: "hl7-bar" },
        button(t("download"), "btn small", save),
        button(t("copy"), "btn small", () => void this.#copy()),
        this.#copied,
      ),
      this.#about,
      this.#start,
    );
  }

  /** In HL7 v2 line ends and frames are made visible. */
  show(written: Written | null, isHl7 = true): void {
    this.#written = written;
    this.#isHl7 = isHl7;
    this.#copied.textContent = "";
    this.redraw();
  }

  redraw(): void {
    const written = this.#written;
    // While values are masked, the text is not in the document at all.
    this.#start.hidden = masking.on || written === null;
    const start = masking.on || !written ? "" : written.start;
    this.#start.textContent = this.#isHl7 ? pictured(start) : start;
    this.#about.textContent = masking.on ? t("masked") : t(written?.isCut ? "resultStart" : "result");
  }

  async #copy(): Promise<void> {
    const written = this.#written;
    if (!written) return;
    if (masking.on || written.blob.size > MOST_COPIED) {
      const limit = formatSize(MOST_COPIED);
      this.#copied.textContent = masking.on ? t("notCopiedMasked") : t("notCopied", { limit });
      return;
    }
    const text = written.isCut ? await written.blob.text() : written.start;
    this.#copied.textContent = await navigator.clipboard.writeText(text).then(
      () => t("copied"),
      () => t("refused"),
    );
  }
}

function button(label: string, className: string, onclick: () => void): HTMLButtonElement {
  return h("button", { type: "button", className, onclick }, label);
}
