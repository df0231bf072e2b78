/**
 * The message that is open with the converter beside it. JSON and v2.xml become HL7 v2 first. Converter and worker are asked
 * for when the page has nothing else to do.
 */

import { h } from "../../elements/dom";
import type { At, Hold, LiveTool, Payload, Places } from "../../shell/tool";
import { defineText } from "../../text/define";
import { LateCompanion, latePanel } from "../hl7-message/late-companion";
import { Viewer } from "../hl7-message/viewer";
import { foreignForm } from "./foreign";
import type { Foreign, ImportBox } from "./import-box";

const t = defineText({
  en: { failed: "The part of this page that converts messages could not be loaded. Reload the page." },
  de: {
    failed:
      "Der Teil dieser Seite, der Nachrichten konvertiert, ließ sich nicht laden. Laden Sie die Seite neu.",
  },
});

export const loadPanel = latePanel(() => import("./panel"));

export class Converting implements LiveTool {
  readonly #viewer: Viewer;
  readonly #host = h("div");
  readonly #hold: Hold;
  #box: Promise<ImportBox> | null = null;
  #openings = 0;

  constructor(host: HTMLElement, hold: Hold, at: At) {
    this.#hold = hold;
    host.append(this.#host);
    const held: Hold = (payload) => {
      hold(payload);
      void this.#typed(payload);
    };
    this.#viewer = new Viewer(
      host,
      held,
      at,
      (...where) =>
        new LateCompanion(
          loadPanel().then(
            ({ ConvertPanel }) =>
              () =>
                new ConvertPanel(...where),
          ),
          t("failed"),
        ),
      "hl7-convert-report",
    );
  }

  get places(): Places {
    return this.#viewer.places;
  }

  open(payload: Payload): void {
    void this.#open(payload);
  }

  redraw(): void {
    this.#viewer.redraw();
    void this.#box?.then((box) => box.redraw());
  }

  clear(): () => void {
    this.#forget();
    return this.#viewer.clear();
  }

  close(): void {
    this.#openings++;
    void this.#box?.then((box) => box.close());
    this.#box = null;
    this.#viewer.close();
  }

  async #open(payload: Payload): Promise<void> {
    this.#forget();
    const opening = this.#openings;
    const form = await foreignForm(payload.blob);
    if (opening !== this.#openings) return;
    if (form) await this.#import(payload, form, "take");
    else this.#viewer.open(payload);
  }

  /** What stands in the editor may be JSON or XML. */
  async #typed(payload: Payload | null): Promise<void> {
    const opening = ++this.#openings;
    const form = payload && (await foreignForm(payload.blob));
    if (opening !== this.#openings) return;
    if (payload && form) await this.#import(payload, form, "offer");
    else void this.#box?.then((box) => box.clear());
  }

  async #import(payload: Payload, form: Foreign, how: "take" | "offer"): Promise<void> {
    const opening = this.#openings;
    const box = await this.#importBox().catch(() => null);
    if (opening !== this.#openings) return;
    if (!box) this.#viewer.open(payload);
    else {
      if (how === "take") this.#viewer.clear();
      box[how](payload, form);
    }
  }

  #importBox(): Promise<ImportBox> {
    this.#box ??= loadPanel().then(({ ImportBox: Box }) => {
      const box = new Box((payload) => this.#imported(payload));
      this.#host.replaceChildren(box.element);
      return box;
    });
    this.#box.catch(() => {
      this.#box = null;
    });
    return this.#box;
  }

  #imported(payload: Payload): void {
    this.#hold(payload);
    this.#viewer.open(payload);
  }

  #forget(): void {
    this.#openings++;
    void this.#box?.then((box) => box.clear());
  }
}
