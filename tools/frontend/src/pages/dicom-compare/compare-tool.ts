/** The comparison on the page: two sides, what counts, and what is let go of. */

import { datum } from "../../bytes/datum";
import type { Failure } from "../../bytes/fault";
import { breath } from "../../elements/breath";
import { h } from "../../elements/dom";
import { sayEnded } from "../../elements/ended";
import { later } from "../../elements/idle";
import { Notices } from "../../elements/notices";
import type { Collection } from "../../intake/collection";
import { NOWHERE } from "../../links/grammar";
import { arrivals } from "../../shell/arrivals";
import type { Arrival, At, Hold, LiveTool, Payload, Places, Send } from "../../shell/tool";
import { Comparer, idsOf, type Sources } from "./comparer";
import type { Found } from "./found";
import { placeWords, readPlace } from "./places";
import { Settings } from "./settings";
import { SideBox, type SideSource, sideSource } from "./side-box";
import { t } from "./text";
import type { CompareView } from "./view";

/** What shows a result is asked for at idle, before there are data. */
const viewing = later(() => import("./view"));
/** What tells files and folders apart, likewise. */
const gathering = later(() => import("./gather"));
type Gathering = Awaited<ReturnType<typeof gathering>>;
/** What goes to one side by its own button may be packed, as on the page. */
const OPENS = ["dicom", "dicom-bare", "dicomdir"];

export class CompareTool implements LiveTool {
  /** What is opened next is compared with what is there. */
  readonly gathers = true;
  readonly places: Places = {
    read: readPlace,
    words: placeWords,
    goTo: async (place): Promise<Arrival> => this.#view?.goTo(place) ?? "nowhere",
  };
  readonly #hold: Hold;
  readonly #at: At;
  readonly #send: Send;
  readonly #comparer = new Comparer();
  readonly #notices = new Notices(() => this.#comparer.cancel(), t("empty"));
  readonly #sides: readonly [SideBox, SideBox];
  readonly #settings = new Settings(() => void this.#compare());
  readonly #stage = h("div", { className: "compare-part" });
  readonly #host: HTMLElement;
  #view: CompareView | null = null;
  #comparisons = 0;
  /** How often everything was let go of. */
  #drops = 0;
  #choices = new AbortController();

  constructor(host: HTMLElement, hold: Hold, at: At, send: Send) {
    this.#host = host;
    this.#hold = hold;
    this.#at = at;
    this.#send = send;
    this.#sides = [this.#side("left", 0), this.#side("right", 1)];
    const swap = h("button", { type: "button", className: "btn small" }, t("swap"));
    swap.onclick = () => this.#swap();
    const [left, right] = this.#sides;
    host.classList.add("compare");
    host.replaceChildren(
      h("div", { className: "sides" }, left.element, right.element),
      h("div", { className: "row" }, swap),
      this.#settings.element,
      ...this.#notices.elements,
      this.#stage,
    );
    this.#settings.element.hidden = true;
  }

  #side(side: "left" | "right", number: 0 | 1): SideBox {
    return new SideBox(side, {
      removed: () => this.#removed(number),
      chosen: (files) => void this.#choose(number, files),
    });
  }

  open(payload: Payload): void {
    void this.#bring(({ alone }) => alone(payload));
  }

  openAll(collection: Collection): void {
    void this.#bring(() => collection);
  }

  /** To the side that is free; where none is, to the right. What is two things takes both. */
  async #bring(collectionOf: (gathered: Gathering) => Collection): Promise<void> {
    const drops = this.#drops;
    const gathered = await gathering().catch(() => null);
    if (drops !== this.#drops) return; // cleared, or closed
    if (!gathered) {
      this.#notices.say(() => t("failed"));
      return;
    }
    const collection = collectionOf(gathered);
    const both = gathered.twoSides(collection);
    if (both) this.#put([sideSource(both[0]), sideSource(both[1])]);
    else this.#take(this.#sides[0].source ? 1 : 0, collection);
  }

  /** One of the files that are shown: whichever button was pressed. */
  async picked(): Promise<Payload | null> {
    const item = this.#view?.picked ?? this.#sides[0].source?.items[0] ?? this.#sides[1].source?.items[0];
    if (!item) return null;
    try {
      const { nameOf } = await gathering();
      const { blob } = await item.open({ signal: new AbortController().signal });
      return { name: nameOf(item.path), blob };
    } catch {
      return null; // why it cannot be read was said when it was compared
    }
  }

  redraw(): void {
    for (const side of this.#sides) side.redraw();
    this.#settings.redraw();
    this.#notices.redraw();
    this.#view?.redraw();
  }

  clear(): () => void {
    this.#drops++;
    const sources = this.#sides.map(({ source }) => source);
    this.#put([null, null]);
    return () => this.#put([sources[0] ?? null, sources[1] ?? null]);
  }

  close(): void {
    this.#drops++;
    this.#choices.abort();
    this.#put([null, null]);
    this.#settings.close();
    this.#comparer.end();
    this.#host.replaceChildren();
  }

  #put(sources: readonly [SideSource | null, SideSource | null]): void {
    this.#sides[0].put(sources[0]);
    this.#sides[1].put(sources[1]);
    void this.#compare();
  }

  #take(number: 0 | 1, collection: Collection): void {
    this.#sides[number].put(sideSource(collection));
    void this.#compare();
  }

  #swap(): void {
    const [left, right] = this.#sides;
    this.#put([right.source, left.source]);
  }

  #removed(number: 0 | 1): void {
    this.#sides[number].put(null);
    if (!this.#sides[1 - number]?.source) this.#hold(null);
    void this.#compare();
  }

  /** For one side alone; an archive is unpacked. */
  async #choose(number: 0 | 1, files: readonly File[]): Promise<void> {
    this.#choices.abort();
    this.#choices = new AbortController();
    const watch = { signal: this.#choices.signal };
    const [first] = files;
    if (!first) return;
    const { walk, unwrapped } = await arrivals();
    const { alone } = await gathering();
    const payload = { name: datum(first.name), blob: first };
    const ready =
      files.length === 1 ? await unwrapped(payload, OPENS, watch) : await walk({ entries: [], files }, watch);
    if (watch.signal.aborted) return;
    this.#hold(payload);
    if ("items" in ready) this.#take(number, ready);
    else if ("text" in ready) this.#notices.say(() => ready.text);
    else this.#take(number, ready.collection ?? alone(ready.payload));
  }

  async #compare(): Promise<void> {
    const comparison = ++this.#comparisons;
    this.#comparer.cancel();
    this.#notices.say();
    const sources = this.#sides.map(({ source }) => source) as unknown as Sources;
    const open = sources.filter((source) => source !== null).length;
    this.#settings.element.hidden = open === 0;
    this.#settings.offerMatching(sources.some((source) => source && source.items.length > 1));
    if (open === 0) {
      this.#letGo();
      this.#notices.rest(t("empty"));
      return;
    }
    this.#notices.work(t("begin"));
    try {
      const found = await this.#ask(sources);
      await breath(); // what is shown is built in a task of its own
      if (comparison !== this.#comparisons) return;
      this.#notices.rest(open === 1 ? t("oneSide") : "");
      await this.#showFound(found, comparison);
    } catch (error) {
      if (comparison === this.#comparisons) this.#fail(error);
    }
  }

  async #ask(sources: Sources): Promise<Found> {
    const { mode, ignore, by } = this.#settings;
    const tell = (done: number, total: number): void => {
      if (total > 2) this.#notices.work(t("reading", { done, total }));
    };
    const answer = await this.#comparer.compare(sources, { mode, ignore, by }, tell);
    return { answer, sources, asked: { sides: idsOf(sources), mode, ignore } };
  }

  async #showFound(found: Found, comparison: number): Promise<void> {
    const { CompareView, failureSentences } = await viewing();
    if (comparison !== this.#comparisons) return;
    this.#view ??= new CompareView(this.#comparer, {
      at: this.#at,
      send: this.#send,
      fail: (error) => this.#fail(error),
      ignore: (paths) => this.#settings.suggest(paths),
      title: () => this.#sides.map(({ title }) => title),
    });
    this.#settings.tell(found.answer.unread);
    this.#notices.say(...failureSentences(found));
    this.#stage.replaceChildren(this.#view.element);
    await this.#view.show(found);
  }

  #fail(error: unknown): void {
    this.#letGo();
    sayEnded(this.#notices, error, {
      cancelled: t("cancelled"),
      again: t("again"),
      sentence: (_failure: Failure) => t("failed"),
      retry: () => void this.#compare(),
    });
  }

  #letGo(): void {
    this.#view?.close();
    this.#view = null;
    this.#stage.replaceChildren();
    this.#settings.suggest([]);
    this.#at(this.#sides.some(({ source }) => source) ? NOWHERE : null);
  }
}
