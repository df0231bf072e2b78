/** One of the two sides: where a message is pasted, or a file chosen, and what stands there now. */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import { h } from "../../elements/dom";
import { later } from "../../elements/idle";
import { SideFrame } from "../../elements/side-frame";
import { masking, shown } from "../../shell/mask";
import type { Payload } from "../../shell/tool";
import { formatSize } from "../../text/define";
import { TYPED } from "../hl7-message/source";
import { t } from "./text";

/** The worker holds both texts. */
const MOST_BYTES = 256 * 1024 * 1024;
/** What is typed is compared after a pause of so many milliseconds. */
const TYPING_PAUSE_MS = 300;

export interface SideSource {
  readonly id: number;
  readonly name: Datum;
  readonly blob: Blob;
  /** As it stands in the text area; null for a file. */
  readonly text: string | null;
}

export interface SideEvents {
  /** Typed, pasted or taken away here. */
  changed(): void;
  /** A file was chosen for this very side. */
  chosen(payload: Payload): void;
}

const typing = later(() => import("../hl7-message/typed"));
let lastId = 0;

export class SideBox {
  readonly #frame: SideFrame;
  readonly #events: SideEvents;
  readonly #area: HTMLTextAreaElement;
  readonly #file = h("input", { type: "file" });
  readonly #note = h("p", { className: "muted" });
  #source: SideSource | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(side: "left" | "right", events: SideEvents) {
    this.#events = events;
    const label = t(side === "left" ? "pasteLeft" : "pasteRight");
    this.#area = h("textarea", {
      className: "hl7-side-text mono",
      rows: 6,
      wrap: "off",
      "aria-label": label,
    });
    this.#area.placeholder = "MSH|^~\\&|…";
    this.#area.addEventListener("input", () => this.#typed());
    this.#file.addEventListener("change", () => this.#chosen());
    const remove = (): void => {
      this.put(null);
      events.changed();
    };
    this.#frame = new SideFrame(
      t(side),
      [{ label: t("choose"), act: () => this.#file.click() }],
      { label: t("remove"), act: remove },
      this.#area,
      this.#note,
    );
    this.redraw();
  }

  get element(): HTMLElement {
    return this.#frame.element;
  }

  get source(): SideSource | null {
    return this.#source;
  }

  /** As it may be seen now. */
  get title(): string {
    return this.#frame.title;
  }

  /** What was opened; false where it is too large. */
  async take({ name, blob }: Payload): Promise<boolean> {
    clearTimeout(this.#pause);
    if (blob.size > MOST_BYTES) {
      this.#note.textContent = t("tooLarge", { size: formatSize(blob.size), limit: formatSize(MOST_BYTES) });
      return false;
    }
    if (name === TYPED) await this.#write(await blob.text());
    else this.put({ id: ++lastId, name, blob, text: null });
    return true;
  }

  put(source: SideSource | null): void {
    clearTimeout(this.#pause);
    this.#source = source;
    this.redraw();
  }

  redraw(): void {
    const source = this.#source;
    const isFile = source?.text === null;
    this.#area.hidden = isFile;
    // While values are masked, the text is not in the document at all.
    const text = masking.on ? "" : (source?.text ?? "");
    if (this.#area.value !== text) this.#area.value = text;
    this.#note.textContent = masking.on && source && !isFile ? t("masked") : "";
    const name = source && (unmasked(source.name) === "" ? t("pasted") : shown(source.name));
    this.#frame.show(source ? `${name} · ${formatSize(source.blob.size)}` : "");
  }

  #typed(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(async () => {
      const text = this.#area.value;
      if (text === "") this.put(null);
      else await this.#write(text);
      this.#events.changed();
    }, TYPING_PAUSE_MS);
  }

  /** Typed here or elsewhere: as bytes it is what a sender would make of it. */
  async #write(text: string): Promise<void> {
    const id = ++lastId;
    const { typedBytes } = await typing();
    const { bytes } = typedBytes(new TextEncoder().encode(text));
    if (id < (this.#source?.id ?? 0)) return;
    this.#source = { id, name: TYPED, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]), text };
    if (this.#area.value === text || document.activeElement !== this.#area) this.redraw();
  }

  #chosen(): void {
    const file = this.#file.files?.[0];
    this.#file.value = "";
    if (file) this.#events.chosen({ name: datum(file.name), blob: file });
  }
}
