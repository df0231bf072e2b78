/** The message that is open with the converter beside it, which comes when the page has nothing else to do. */

import { h } from "../../elements/dom";
import type { At, Hold, LiveTool, Payload, Places } from "../../shell/tool";
import { ready } from "../hl7-message/companion";
import { Viewer } from "../hl7-message/viewer";
import type { Imports } from "./imports";

export const loadPanel = ready(() => import("./panel"));

export class Converting implements LiveTool {
  readonly #viewer: Viewer;
  readonly #imports: Promise<Imports>;

  constructor(host: HTMLElement, hold: Hold, at: At) {
    const place = h("div");
    host.append(place);
    const panel = loadPanel();
    const held: Hold = (payload) => {
      hold(payload);
      this.#tell((imports) => void imports.typed(payload));
    };
    this.#viewer = new Viewer(
      host,
      held,
      at,
      panel.then(
        ({ ConvertPanel }) =>
          (goTo) =>
            new ConvertPanel(goTo),
      ),
      "hl7-convert-report",
    );
    this.#imports = panel.then(({ Imports: Made }) => new Made(place, this.#viewer, hold));
  }

  /** Where it did not come, the companion says so. */
  #tell(what: (imports: Imports) => void, otherwise: () => void = () => undefined): void {
    this.#imports.then(what, otherwise);
  }

  get places(): Places {
    return this.#viewer.places;
  }

  open(payload: Payload): void {
    this.#tell(
      (imports) => void imports.open(payload),
      () => this.#viewer.open(payload),
    );
  }

  redraw(): void {
    this.#viewer.redraw();
    this.#tell((imports) => imports.redraw());
  }

  clear(): () => void {
    this.#tell((imports) => imports.clear());
    return this.#viewer.clear();
  }

  close(): void {
    this.#tell((imports) => imports.close());
    this.#viewer.close();
  }
}
