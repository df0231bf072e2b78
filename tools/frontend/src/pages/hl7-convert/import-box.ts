/** JSON or v2.xml that was opened or typed, on its way to HL7 v2. */

import { h } from "../../elements/dom";
import { sayEnded } from "../../elements/ended";
import { Notices } from "../../elements/notices";
import type { Imported } from "../../hl7/convert/reading";
import type { Payload } from "../../shell/tool";
import { formatSize } from "../../text/define";
import { Converter } from "./converter";
import { sentenceOf } from "./failures";
import { t } from "./text";

export type Foreign = "json" | "xml";

/** A whole text is held as characters, of which browsers give one string half a gigabyte. */
const MOST_BYTES = 256 * 1024 * 1024;
const NAMES: Readonly<Record<Foreign, string>> = { json: "JSON", xml: "v2.xml" };

export class ImportBox {
  readonly #converter = new Converter();
  readonly #notices = new Notices(() => this.#converter.cancel(), "");
  readonly #decoded = h("input", { type: "checkbox" });
  readonly #decodedLabel = h("label", { className: "hl7-check" }, this.#decoded, t("decodedRead"));
  readonly element: HTMLElement;
  readonly #done: (payload: Payload) => void;
  #payload: Payload | null = null;
  #form: Foreign = "json";
  #readings = 0;

  /** `done` gets the messages as HL7 v2. */
  constructor(done: (payload: Payload) => void) {
    this.#done = done;
    this.#decoded.addEventListener("change", () => void this.#read());
    this.element = h(
      "section",
      { className: "hl7-convert", "aria-label": t("importTitle"), hidden: true },
      ...this.#notices.elements,
      this.#decodedLabel,
    );
  }

  /** Reads it at once. */
  take(payload: Payload, form: Foreign): void {
    this.#begin(payload, form);
    void this.#read();
  }

  /** Asks whether to read what stands in the editor. */
  offer(payload: Payload, form: Foreign): void {
    this.#begin(payload, form);
    this.#decodedLabel.hidden = true;
    this.#notices.rest();
    this.#notices.note(() => [
      h("p", { className: "note" }, t("importAsk", { form: NAMES[form] })),
      h(
        "button",
        { type: "button", className: "btn", onclick: () => this.take(payload, form) },
        t("importDo"),
      ),
    ]);
  }

  clear(): void {
    this.#readings++;
    this.#converter.cancel();
    this.#payload = null;
    this.element.hidden = true;
    this.#decoded.checked = false;
    this.#notices.rest();
    this.#notices.say();
  }

  redraw(): void {
    this.#notices.redraw();
  }

  close(): void {
    this.clear();
    this.#converter.end();
  }

  #begin(payload: Payload, form: Foreign): void {
    this.#readings++;
    this.#payload = payload;
    this.#form = form;
    this.element.hidden = false;
    this.#decodedLabel.hidden = form !== "json";
  }

  async #read(): Promise<void> {
    const payload = this.#payload;
    if (!payload) return;
    const reading = ++this.#readings;
    const { blob } = payload;
    this.#notices.say();
    if (blob.size > MOST_BYTES) {
      const sizes = { size: formatSize(blob.size), limit: formatSize(MOST_BYTES), form: NAMES[this.#form] };
      this.#notices.say(() => t("tooLarge", sizes));
      return;
    }
    this.#notices.work(t("importing"));
    const tell = (done: number, total: number): void =>
      this.#notices.work(t("importingPart", { percent: Math.floor((done / Math.max(total, 1)) * 100) }));
    try {
      const question = { blob, from: this.#form, decoded: this.#decoded.checked };
      const { blob: written, imported } = await this.#converter.read(question, tell);
      if (reading !== this.#readings) return;
      this.#notices.rest(imported ? this.#said(imported) : "");
      this.#done({ name: payload.name, blob: written });
    } catch (error) {
      if (reading === this.#readings) this.#fail(error);
    }
  }

  #said({ messages, segments, left }: Imported): string {
    const read = t("imported", { form: NAMES[this.#form], n: messages, segments });
    return left > 0 ? `${read} ${t("importedLeft", { n: left })}` : read;
  }

  #fail(error: unknown): void {
    sayEnded(this.#notices, error, {
      cancelled: t("importCancelled"),
      again: t("importAgain"),
      sentence: sentenceOf,
      retry: () => void this.#read(),
    });
  }
}
