/**
 * The tray: many files that came in at once, a folder or an archive. They wait here; a tool opens them one by one.
 *
 * There is one in the document, and it goes with what is shown: below the start page's intake, above a tool's work, there
 * as a bar with "previous" and "next".
 */

import "./tray.css";
import { type Datum, datum, unmasked } from "../bytes/datum";
import { asFailure } from "../bytes/fault";
import type { Detection } from "../detect";
import { datumElement } from "../elements/datum";
import { h } from "../elements/dom";
import { isArchive, openArchive } from "../intake/archive";
import type { Collection } from "../intake/collection";
import { type Item, nameOf } from "../intake/item";
import { type Found, lookAt, survey } from "../intake/survey";
import { failureSentence } from "../intake/text";
import { Ended, type Watch } from "../intake/watch";
import { openers } from "../shell/catalogue";
import { fits, opensOf, toolsFor } from "../shell/fitting";
import { masking } from "../shell/mask";
import type { Payload } from "../shell/tool";
import { traffic } from "../shell/traffic";
import { noteOf } from "../shell/unwrapped";
import { formatSize } from "../text/define";
import { TrayBar } from "./bar";
import { TrayList } from "./list";
import { t } from "./text";
import { FEED, feedRows, joined, Together } from "./together";

/** What the tray needs of the workbench. */
export interface TrayBench {
  /** The slug of the tool that is shown, "" on the start page. */
  readonly shown: string;
  open(slug: string, payload: Payload, focus?: boolean): Promise<void>;
  openAll(slug: string, collection: Collection): Promise<void>;
  /** The tray was filled, or emptied. */
  trayChanged(): void;
}

/** How often what was found is drawn, where that takes no long time. */
const DRAW_MS = 200;
/** Of a hundred thousand files it does: so many times as long nothing is drawn after it. */
const REST = 10;

/** A collection, and how far it was looked at. */
interface Held {
  readonly collection: Collection;
  readonly found: (Found | undefined)[];
}

export class Tray {
  readonly #bench: TrayBench;
  readonly #bar = new TrayBar({
    step: (by) => void this.#step(by),
    fold: () => this.#fold(!this.#list.element.hidden),
    back: () => void this.#back(),
    forget: () => this.close(),
    cancel: () => this.#work?.abort(),
  });
  readonly #list = new TrayList({
    picked: (row) => this.#offer(row),
    chosen: (row) => void this.#openRow(row),
    narrowed: () => this.#showPosition(),
  });
  readonly #notes = h("div", { className: "tray-notes" });
  readonly #together = new Together(() => void this.#openTogether());
  readonly #failure = h("div", { role: "alert" });
  readonly #offers = h("div", { className: "row tray-offers", role: "status" });
  /** Tools that take all of them at once. */
  readonly #all = h("div", { className: "row tray-offers" });
  readonly element = h(
    "section",
    { className: "tray", "aria-label": t("files"), hidden: true },
    this.#bar.element,
    this.#failure,
    this.#notes,
    this.#together.element,
    this.#all,
    this.#list.element,
    this.#offers,
  );
  #held: Held | null = null;
  /** The collections in which this one lies, the nearest last. */
  #above: Held[] = [];
  #work: AbortController | null = null;
  #current = -1;
  /** All of it was given to a tool at once. */
  #isGiven = false;
  #drawing: ReturnType<typeof setTimeout> | undefined;
  #drawAfter = DRAW_MS;

  constructor(bench: TrayBench) {
    this.#bench = bench;
    masking.addEventListener("change", () => this.#drawNotes());
  }

  get isEmpty(): boolean {
    return this.#held === null;
  }

  /** Gathers and shows what came in. What was here before stays if that fails. */
  async take(gather: (watch: Watch) => Promise<Collection>): Promise<void> {
    traffic.dataOpened();
    this.element.hidden = false;
    await this.#do(async (watch) => {
      const progress = (n: number): void => this.#bar.busy(t("finding", { n }), 0, 0);
      const collection = await gather({ ...watch, progress });
      this.#above = [];
      this.#put({ collection, found: [] });
    });
    if (this.isEmpty && this.#failure.childNodes.length === 0) this.element.hidden = true;
    else await this.#look();
  }

  /** The page shows another tool, or the start page. */
  follow(after: Element): void {
    // Moving it would take the focus from it.
    if (after.nextElementSibling !== this.element) after.after(this.element);
    this.#foldBeside();
  }

  /** Lets go of everything. */
  close(): void {
    this.#work?.abort();
    this.#held = null;
    this.#above = [];
    this.#current = -1;
    this.#list.show(null);
    this.#together.show([]);
    for (const part of [this.#notes, this.#failure, this.#offers, this.#all]) part.replaceChildren();
    this.element.hidden = true;
    this.#bench.trayChanged();
  }

  /** Does one piece of long work; a newer one ends it. */
  async #do(work: (watch: Watch) => Promise<void>): Promise<void> {
    this.#work?.abort();
    const ear = new AbortController();
    this.#work = ear;
    this.#failure.replaceChildren();
    try {
      await work({ signal: ear.signal });
    } catch (error) {
      if (!(error instanceof Ended) && !ear.signal.aborted) this.#fail(error);
    } finally {
      if (this.#work === ear) {
        this.#work = null;
        this.#bar.idle();
        this.#draw();
      }
    }
  }

  #put(held: Held): void {
    const { collection, found } = held;
    this.#held = held;
    this.#current = -1;
    this.#isGiven = false;
    this.#list.show(collection);
    this.#together.show(found);
    found.forEach((what, row) => {
      if (what) this.#list.note(row, what);
    });
    const n = collection.items.length;
    this.#drawTitle();
    this.#bar.backTo(this.#above.at(-1)?.collection.name ?? null);
    this.#drawNotes();
    this.#offers.replaceChildren(n > 0 ? note("muted", t("pick")) : "");
    this.#all.replaceChildren(...(n > 0 ? this.#wholes(collection) : []));
    this.#fold(false);
    this.#list.element.hidden = n === 0;
    this.#bench.trayChanged();
  }

  /** Sizes once every file was looked at: until then the browser would ask the system for each, and the page stand still. */
  #drawTitle(): void {
    const { collection, found } = this.#held ?? {};
    if (!collection || !found) return;
    const { items, name } = collection;
    const n = items.length;
    const areKnown = items.every((_, row) => found[row]);
    const size = (): string => formatSize(items.reduce((sum, item) => sum + item.size, 0));
    this.#bar.title(
      n === 0 ? t("none") : areKnown ? t("count", { n, size: size() }) : t("countAlone", { n }),
      name,
    );
  }

  /** The whole folder or archive, for tools that take it. */
  #wholes(collection: Collection): readonly HTMLElement[] {
    const buttons = openers()
      .filter(({ takesMany }) => takesMany)
      .map(({ slug, title }) => {
        const onclick = (): void => void this.#openAll(slug, collection);
        return h("button", { type: "button", className: "btn", onclick }, title);
      });
    return buttons.length > 0 ? [h("span", { className: "muted" }, t("wholeWith")), ...buttons] : [];
  }

  async #openAll(slug: string, collection: Collection): Promise<void> {
    this.#work?.abort();
    this.#isGiven = true;
    await this.#bench.openAll(slug, collection);
    this.#fold(true);
  }

  /** A folder that could not be read is named, masked or not. */
  #drawNotes(): void {
    const { failures = [], junk = 0 } = this.#held?.collection ?? {};
    const remarks = failures.map((failure) => note("note", failureSentence(failure)));
    if (junk > 0) remarks.push(note("muted", t("junk", { n: junk })));
    this.#notes.replaceChildren(...remarks);
  }

  /** Looks at the files that nobody has looked at yet. */
  async #look(): Promise<void> {
    const held = this.#held;
    if (!held) return;
    const { items } = held.collection;
    const rows = [...items.keys()].filter((row) => !held.found[row]);
    const total = items.length;
    let done = total - rows.length;
    const say = (): void => this.#bar.busy(t("looking", { done, total }), done, total);
    await this.#do((watch) => {
      const draw = (): void => {
        if (!watch.signal.aborted) say();
        this.#draw();
      };
      say();
      return survey(
        rows.map((row) => items[row] as Item),
        watch,
        (index, what) => {
          const row = rows[index] as number;
          held.found[row] = what;
          this.#list.note(row, what);
          done += 1;
          this.#drawing ??= setTimeout(draw, this.#drawAfter);
        },
      );
    });
    if (this.#held === held && done < total) this.#bar.say(t("cancelled", { done, total }));
  }

  #draw(): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    const began = performance.now();
    this.#drawTitle();
    this.#list.update();
    this.#together.show(this.#held?.found ?? []);
    this.#showPosition();
    this.#drawAfter = Math.max(DRAW_MS, REST * (performance.now() - began));
  }

  /** Below the list: what the picked file is opened with. */
  #offer(row: number): void {
    const found = this.#held?.found[row];
    const item = this.#held?.collection.items[row];
    if (!item || !found) this.#offers.replaceChildren();
    else if ("failure" in found) this.#offers.replaceChildren(note("note", failureSentence(found.failure)));
    else this.#offers.replaceChildren(...this.#buttons(row, item, found.detection));
  }

  #buttons(row: number, item: Item, detection: Detection): readonly HTMLElement[] {
    const tools = toolsFor(detection);
    const isKnown = tools.length > 0;
    const buttons = (isKnown ? tools : openers()).map(({ slug, title }) => {
      const onclick = (): void => void this.#openRow(row, slug);
      return h("button", { type: "button", className: "btn main", onclick }, title);
    });
    const name = h("strong", {}, datumElement(nameOf(item.path)));
    const words = h("span", { className: "muted" }, t(isKnown ? "openWith" : "noTool"));
    return [h("span", {}, name, " ", words), ...buttons];
  }

  /** Opens a row's file in the tool named, else in the one that is shown if it is made for it, else in the best. */
  async #openRow(row: number, slug?: string, focus = true): Promise<void> {
    const { collection, found } = this.#held ?? {};
    const item = collection?.items[row];
    if (!item || !found) return;
    const what = found[row] ?? (await lookAt(item));
    if ("failure" in what) return;
    const { detection } = what;
    const { shown } = this.#bench;
    const best = fits(opensOf(shown), detection) ? shown : toolsFor(detection)[0]?.slug;
    const to = slug ?? best;
    await this.#do(async (watch) => {
      const name = nameOf(item.path);
      const progress = (done: number, total: number): void => this.#bar.busy(t("opening"), done, total);
      const { blob, fault } = await item.open({ ...watch, progress });
      if (watch.signal.aborted) return;
      if (isArchive(detection.guesses[0].kind) && (await this.#enter(blob, name))) return;
      if (to) await this.#give(row, to, { name, blob, notes: fault ? [noteOf(fault)] : [] }, focus);
    });
    await this.#look();
  }

  /** All files that are messages, as one. */
  async #openTogether(): Promise<void> {
    const { collection, found } = this.#held ?? {};
    if (!collection || !found) return;
    const items = feedRows(found).map((row) => collection.items[row] as Item);
    await this.#do(async (watch) => {
      const progress = (done: number, total: number): void => this.#bar.busy(t("opening"), done, total);
      const blob = await joined(items, { ...watch, progress });
      const name = unmasked(collection.name) === "" ? datum(t("loose")) : collection.name;
      this.#current = -1;
      this.#list.markOpen(-1);
      await this.#bench.open(FEED, { name, blob });
    });
    await this.#look();
  }

  async #give(row: number, slug: string, payload: Payload, focus: boolean): Promise<void> {
    this.#current = row;
    this.#list.markOpen(row);
    await this.#bench.open(slug, payload, focus);
    this.#foldBeside(); // the visitor may have gone back meanwhile
  }

  /** An archive with more than one file is a list of its own. */
  async #enter(blob: Blob, name: Datum): Promise<boolean> {
    const inner = await openArchive(blob, unmasked(name));
    if (inner.items.length === 1) return false;
    if (this.#held) this.#above.push(this.#held);
    this.#put({ collection: inner, found: [] });
    return true;
  }

  async #back(): Promise<void> {
    const held = this.#above.pop();
    if (!held) return;
    this.#put(held);
    await this.#look();
  }

  /** The next row in the list that the shown tool opens; -1 if there is none. */
  #nextRow(by: number): number {
    const { rows } = this.#list;
    const found = this.#held?.found ?? [];
    const opens = opensOf(this.#bench.shown);
    const isFor = (row: number): boolean => {
      const what = found[row];
      return what !== undefined && "detection" in what && fits(opens, what.detection);
    };
    for (let place = rows.indexOf(this.#current) + by; place >= 0 && place < rows.length; place += by) {
      const row = rows[place] as number;
      if (isFor(row)) return row;
    }
    return -1;
  }

  async #step(by: number): Promise<void> {
    const row = this.#nextRow(by);
    if (row < 0 || this.#current < 0) return;
    this.#list.grid.select(row);
    await this.#openRow(row, this.#bench.shown, false);
  }

  #showPosition(): void {
    const { rows } = this.#list;
    const place = rows.indexOf(this.#current);
    const name = this.#held?.collection.items[this.#current]?.path ?? null;
    const isWalking = place >= 0 && this.#bench.shown !== "";
    if (!isWalking) {
      this.#bar.noPosition();
      return;
    }
    this.#bar.position(
      { text: t("position", { n: place + 1, total: rows.length }), name },
      { before: this.#nextRow(-1) >= 0, after: this.#nextRow(1) >= 0 },
    );
  }

  /** Folded beside the tool that has something of it; on the start page it is the page. */
  #foldBeside(): void {
    this.#fold(this.#bench.shown !== "" && (this.#current >= 0 || this.#isGiven));
  }

  #fold(isFolded: boolean): void {
    this.#list.element.hidden = isFolded;
    this.#together.element.classList.toggle("tray-folded", isFolded);
    this.#offers.hidden = isFolded;
    this.#all.hidden = isFolded;
    this.#notes.hidden = isFolded;
    this.#bar.folded(isFolded);
    this.#showPosition();
  }

  #fail(error: unknown): void {
    this.#failure.replaceChildren(note("note bad", failureSentence(asFailure(error))));
  }
}

const note = (className: string, text: string): HTMLElement => h("p", { className }, text);
