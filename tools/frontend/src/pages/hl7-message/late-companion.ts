/**
 * What stands beside a message and is too large for the page's first load: it is asked for when the page has nothing else to
 * do, and hears then of a text that was read before.
 */

import { h } from "../../elements/dom";
import { whenIdle } from "../../elements/idle";
import { defineText } from "../../text/define";
import type { Companion, ReadText } from "./companion";

const t = defineText({
  en: { failed: "A part of this page could not be loaded. Reload the page." },
  de: { failed: "Ein Teil dieser Seite ließ sich nicht laden. Laden Sie die Seite neu." },
});

/** A module that makes ready whatever it may need, before there are data. */
interface Panel {
  prepare(): Promise<unknown>;
}

/** Ready before there are data; a second call waits for the first, and after a failure asks again. */
export function latePanel<Module extends Panel>(load: () => Promise<Module>): () => Promise<Module> {
  let loading: Promise<Module> | null = null;
  return () => {
    loading ??= whenIdle().then(async () => {
      const panel = await load();
      await panel.prepare();
      return panel;
    });
    loading.catch(() => {
      loading = null;
    });
    return loading;
  };
}

export class LateCompanion implements Companion {
  readonly element = h("div");
  #panel: Companion | null = null;
  #text: ReadText | null = null;
  #isClosed = false;

  constructor(panel: Promise<() => Companion>) {
    panel.then(
      (make) => {
        if (!this.#isClosed) this.#begin(make());
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
