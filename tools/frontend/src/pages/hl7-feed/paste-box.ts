/** Where messages are pasted while nothing is open: a phone has no other way. */

import { h } from "../../elements/dom";
import { later } from "../../elements/idle";
import { t } from "./text";

const typing = later(() => import("../hl7-message/typed"));
/** What is typed is read after a pause of so many milliseconds. */
const TYPING_PAUSE_MS = 300;

export class PasteBox {
  readonly element = h("textarea", {
    className: "feed-paste mono",
    rows: 3,
    wrap: "off",
    "aria-label": t("paste"),
    placeholder: "MSH|^~\\&|…",
  });
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(pasted: (blob: Blob) => void) {
    this.element.addEventListener("input", () => {
      clearTimeout(this.#pause);
      const text = this.element.value;
      if (text.trim() === "") return;
      this.#pause = setTimeout(() => {
        this.element.value = "";
        pasted(new Blob([text]));
      }, TYPING_PAUSE_MS);
    });
  }

  clear(): void {
    clearTimeout(this.#pause);
    this.element.value = "";
  }
}

/** As bytes, typed text is what a sender would make of it. */
export async function sentBytes(blob: Blob): Promise<Blob> {
  const { typedBytes } = await typing();
  const { bytes } = typedBytes(new Uint8Array(await blob.arrayBuffer()));
  return new Blob([bytes as Uint8Array<ArrayBuffer>]);
}
