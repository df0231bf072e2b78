/**
 * The findings beside a message. Their panel and its worker are too large for the page's first load, so they are asked for
 * when the page has nothing else to do; a text that was read before is checked then.
 */

import { h } from "../../elements/dom";
import { whenIdle } from "../../elements/idle";
import { defineText } from "../../text/define";
import type { Companion, MakeCompanion, ReadText } from "../hl7-message/companion";

const t = defineText({
  en: { failed: "The part of this page that checks messages could not be loaded. Reload the page." },
  de: {
    failed: "Der Teil dieser Seite, der Nachrichten prüft, ließ sich nicht laden. Laden Sie die Seite neu.",
  },
});

type Panel = typeof import("./findings-panel");

let loading: Promise<Panel> | null = null;

/** Ready before there are data; a second call waits for the first. */
export function loadPanel(): Promise<Panel> {
  loading ??= whenIdle().then(async () => {
    const panel = await import("./findings-panel");
    await panel.prepare();
    return panel;
  });
  loading.catch(() => {
    loading = null; // so that the next visit of the tool tries again
  });
  return loading;
}

export class Findings implements Companion {
  readonly element = h("div");
  #panel: Companion | null = null;
  #text: ReadText | null = null;
  #isClosed = false;

  constructor(...where: Parameters<MakeCompanion>) {
    loadPanel().then(
      ({ FindingsPanel }) => {
        if (!this.#isClosed) this.#begin(new FindingsPanel(...where));
      },
      () => this.element.replaceChildren(h("p", { className: "note bad", role: "alert" }, t("failed"))),
    );
  }

  #begin(panel: Companion): void {
    this.#panel = panel;
    this.element.replaceWith(panel.element);
    if (this.#text) panel.read(this.#text);
  }

  read(text: ReadText): void {
    this.#text = text;
    this.#panel?.read(text);
  }

  outdate(): void {
    this.#text = null;
    this.#panel?.outdate();
  }

  clear(): void {
    this.#text = null;
    this.#panel?.clear();
  }

  redraw(): void {
    this.#panel?.redraw();
  }

  close(): void {
    this.#isClosed = true;
    this.#text = null;
    this.#panel?.close();
  }
}
