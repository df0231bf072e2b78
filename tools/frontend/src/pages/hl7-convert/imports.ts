/** What is opened or typed: HL7 v2 goes on to the viewer, JSON and v2.xml become HL7 v2 first. */

import type { Hold, Payload } from "../../shell/tool";
import type { Viewer } from "../hl7-message/viewer";
import { foreignForm } from "./foreign";
import { ImportBox } from "./import-box";

export class Imports {
  readonly #viewer: Viewer;
  readonly #box: ImportBox;
  #openings = 0;

  constructor(host: HTMLElement, viewer: Viewer, hold: Hold) {
    this.#viewer = viewer;
    this.#box = new ImportBox((payload) => {
      hold(payload);
      viewer.open(payload);
    });
    host.replaceChildren(this.#box.element);
  }

  async open(payload: Payload): Promise<void> {
    this.clear();
    const opening = this.#openings;
    const form = await foreignForm(payload.blob);
    if (opening !== this.#openings) return;
    if (!form) this.#viewer.open(payload);
    else {
      this.#viewer.clear();
      this.#box.take(payload, form);
    }
  }

  /** What stands in the editor may be JSON or XML. */
  async typed(payload: Payload | null): Promise<void> {
    const opening = ++this.#openings;
    const form = payload && (await foreignForm(payload.blob));
    if (opening !== this.#openings) return;
    if (payload && form) this.#box.offer(payload, form);
    else this.#box.clear();
  }

  redraw(): void {
    this.#box.redraw();
  }

  clear(): void {
    this.#openings++;
    this.#box.clear();
  }

  close(): void {
    this.#openings++;
    this.#box.close();
  }
}
