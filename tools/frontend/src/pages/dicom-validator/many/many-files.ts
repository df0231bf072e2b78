/** Many files on the page: how far they are validated, what was found, and the one that is looked at. */

import { asFailure } from "../../../bytes/fault";
import { breath } from "../../../elements/breath";
import { h } from "../../../elements/dom";
import { sayEnded } from "../../../elements/ended";
import { Notices } from "../../../elements/notices";
import type { Collection } from "../../../intake/collection";
import { type Item, nameOf } from "../../../intake/item";
import { failureSentence } from "../../../intake/text";
import type { Payload } from "../../../shell/tool";
import { t as ofTool } from "../text";
import { ManyModel, type RuleGroup } from "./model";
import type { Validators } from "./reading";
import { summarySentence } from "./sentences";
import { t } from "./text";
import { ManyView } from "./view";

export { Validators } from "./reading";

/** How often the lists are made again while files are read: at first at once, then whenever they have grown fourfold. */
const DRAW_MS = 250;
const GROWN = 4;
const TELL_MS = 100;
/** Who goes on through the files faster than this opens the last one alone. */
const PAUSE_MS = 120;

/** What many files ask of the tool. */
export interface ManyFilesEvents {
  /** Shows the findings of one of them, and goes to what is asked for. */
  show(file: Payload, group: RuleGroup | null): void;
  /** Nothing of a file is shown any more. */
  hide(): void;
  /** Into the findings of the file that is shown. */
  enter(): void;
}

export class ManyFiles {
  readonly element: HTMLElement;
  readonly #items: readonly Item[];
  readonly #events: ManyFilesEvents;
  readonly #model: ManyModel;
  readonly #validators: Validators;
  readonly #notices = new Notices(() => this.#validators.cancel(), "");
  readonly #bar = h("progress", {
    className: "many-progress",
    max: 1,
    value: 0,
    "aria-label": t("progress"),
    hidden: true,
  });
  readonly #hint = h("p", { className: "muted" }, t("selectFile"));
  /** What befell the file that is looked at on its way here. */
  readonly #damage = h("p", { className: "note bad", role: "alert", hidden: true });
  readonly #view: ManyView;
  #told = Number.NEGATIVE_INFINITY;
  #drawn = { at: Number.NEGATIVE_INFINITY, count: 0 };
  #isClosed = false;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #opened = 0;

  /** `model`: what is known of them already. */
  constructor(
    collection: Collection,
    model: ManyModel | null,
    validators: Validators,
    events: ManyFilesEvents,
  ) {
    this.#items = collection.items;
    this.#validators = validators;
    this.#events = events;
    this.#model = model ?? new ManyModel(collection.items.length);
    this.#view = new ManyView(collection, this.#model, {
      picked: (file, group) => this.#picked(file, group),
      activated: () => events.enter(),
    });
    this.element = h(
      "div",
      {},
      ...this.#notices.elements,
      this.#bar,
      this.#view.element,
      this.#hint,
      this.#damage,
    );
    void this.#validate();
  }

  get model(): ManyModel {
    return this.#model;
  }

  /** The selected file. */
  async picked(): Promise<Payload | null> {
    const item = this.#items[this.#view.file];
    return item ? this.#open(item) : null;
  }

  redraw(): void {
    this.#notices.redraw();
    this.#view.redraw();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#pause);
    this.#validators.cancel();
    this.#view.close();
    this.element.remove();
  }

  async #validate(): Promise<void> {
    const { left, total } = this.#model;
    if (total === 0) {
      this.#notices.rest(t("empty"));
      return;
    }
    this.#notices.say();
    this.#tell();
    try {
      await this.#validators.validate(
        left.map((number) => this.#items[number] as Item),
        (at, outcome) => {
          this.#model.add(left[at] as number, outcome);
          this.#tellSometimes();
        },
      );
      await this.#end();
      if (!this.#isClosed) this.#notices.rest(summarySentence(this.#model));
    } catch (error) {
      await this.#end();
      if (!this.#isClosed) this.#sayEnded(error);
    }
  }

  /** All that was read, in a task of its own. */
  async #end(): Promise<void> {
    this.#bar.hidden = true;
    await breath();
    if (!this.#isClosed) await this.#view.draw();
  }

  #sayEnded(error: unknown): void {
    const { read: done, total } = this.#model;
    sayEnded(this.#notices, error, {
      cancelled: t("cancelled", { done, total }),
      again: t("goOn"),
      sentence: () => ofTool("failed"),
      retry: () => void this.#validate(),
    });
  }

  #tell(): void {
    const { read: done, total } = this.#model;
    this.#bar.hidden = false;
    this.#bar.max = total;
    this.#bar.value = done;
    this.#notices.work(t("validating", { done, total }));
  }

  /** As often as anybody can read; the lists more rarely. */
  #tellSometimes(): void {
    const now = performance.now();
    if (now - this.#told < TELL_MS) return;
    this.#told = now;
    this.#tell();
    const { at, count } = this.#drawn;
    const { read } = this.#model;
    if (now - at < DRAW_MS || read < count * GROWN) return;
    this.#drawn = { at: now, count: read };
    void this.#view.draw();
  }

  #picked(file: number, group: RuleGroup | null): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#show(file, group), PAUSE_MS);
  }

  async #show(file: number, group: RuleGroup | null): Promise<void> {
    const number = ++this.#opened;
    const item = this.#items[file];
    const payload = item && (await this.#open(item));
    if (this.#isClosed || number !== this.#opened) return;
    this.#hint.hidden = payload !== null;
    if (payload) this.#events.show(payload, group);
    else this.#events.hide();
  }

  /** Null, with a sentence, where it cannot be read; what is damaged is opened as far as it goes, and said so. */
  async #open({ path, open }: Item): Promise<Payload | null> {
    try {
      const { blob, fault } = await open({ signal: new AbortController().signal });
      this.#say(fault ? failureSentence(fault) : "");
      return { name: nameOf(path), blob };
    } catch (error) {
      this.#say(t("notOpened", { reason: failureSentence(asFailure(error)) }));
      return null;
    }
  }

  #say(damage: string): void {
    this.#damage.textContent = damage;
    this.#damage.hidden = damage === "";
  }
}
