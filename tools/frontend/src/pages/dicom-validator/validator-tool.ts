/** The validator on the page: one file as it always was, or many, of which one at a time is looked at. */

import { asFailure } from "../../bytes/fault";
import { h } from "../../elements/dom";
import { failureNote } from "../../elements/failure";
import { later } from "../../elements/idle";
import type { Collection } from "../../intake/collection";
import type { At, LiveTool, Payload, Places, Send } from "../../shell/tool";
import { DicomTool } from "../dicom-inspector/live";
import type { ManyFiles, Validators } from "./many/many-files";
import type { ManyModel, RuleGroup } from "./many/model";
import { t } from "./text";
import type { ValidationView } from "./view";

const views = later(() => import("./view"));
const many = later(() => import("./many/many-files"));

/** What is open: one file, or many. */
type Open = Payload | { readonly collection: Collection };

export class ValidatorTool implements LiveTool {
  readonly places: Places;
  readonly #host: HTMLElement;
  readonly #place = h("div");
  readonly #single: DicomTool;
  #open: Open | null = null;
  #many: ManyFiles | null = null;
  #validators: Validators | null = null;
  /** Why there are no lists. */
  readonly #failure = h("div");
  #view: ValidationView | null = null;

  constructor(host: HTMLElement, at: At, send: Send) {
    this.#host = host;
    host.classList.add("validator");
    this.#single = new DicomTool(this.#place, {
      at,
      validates: true,
      empty: t("empty"),
      view: async (blob, name, inspection) => {
        const { ValidationView } = await views();
        this.#view = new ValidationView(blob, name, inspection, { at, send });
        return this.#view;
      },
      summary: ({ validation }) => {
        const count = (severity: string): number =>
          validation?.findings.filter((finding) => finding.severity === severity).length ?? 0;
        return t("opened", { errors: count("error"), warnings: count("warning") });
      },
    });
    this.places = this.#single.places;
    host.replaceChildren(this.#failure, this.#place);
  }

  open(payload: Payload): void {
    this.#closeMany();
    this.#open = payload;
    this.#place.hidden = false;
    void this.#single.open(payload);
  }

  openAll(collection: Collection): void {
    void this.#openMany(collection, null);
  }

  /** The file that was opened; of many the selected one. */
  async picked(): Promise<Payload | null> {
    if (this.#many) return this.#many.picked();
    return this.#open && "blob" in this.#open ? this.#open : null;
  }

  redraw(): void {
    this.#many?.redraw();
    this.#single.redraw();
  }

  clear(): () => void {
    const open = this.#open;
    const model = this.#many?.model ?? null;
    this.#closeMany();
    this.#hideFile();
    this.#place.hidden = false;
    return () => {
      if (open && "blob" in open) this.open(open);
      else if (open) void this.#openMany(open.collection, model);
    };
  }

  close(): void {
    this.#closeMany();
    this.#validators?.end();
    this.#single.close();
    this.#host.replaceChildren();
  }

  #closeMany(): void {
    this.#open = null;
    this.#many?.close();
    this.#many = null;
    this.#failure.replaceChildren();
  }

  /** What it would bring back is let go of. */
  #hideFile(): void {
    this.#view = null;
    this.#place.hidden = true;
    this.#single.clear();
  }

  async #openMany(collection: Collection, model: ManyModel | null): Promise<void> {
    this.#closeMany();
    this.#hideFile();
    const open: Open = { collection };
    this.#open = open;
    const loaded = await many().catch(asFailure);
    if (this.#open !== open) return;
    if ("code" in loaded) {
      const again = (): void => void this.#openMany(collection, model);
      this.#failure.replaceChildren(...failureNote(loaded, () => t("failed"), again));
      return;
    }
    this.#validators ??= new loaded.Validators();
    this.#many = new loaded.ManyFiles(collection, model, this.#validators, {
      show: (file, group) => void this.#show(file, group),
      hide: () => this.#hideFile(),
      enter: () => this.#view?.focus(),
    });
    this.#host.prepend(this.#many.element);
  }

  /** A file that was asked for later takes its place. */
  async #show(file: Payload, group: RuleGroup | null): Promise<void> {
    this.#view = null;
    this.#place.hidden = false;
    await this.#single.open(file);
    if (group) this.#goTo(group);
  }

  #goTo({ code, path }: RuleGroup): void {
    this.#view?.goToRule(code, path);
  }
}
