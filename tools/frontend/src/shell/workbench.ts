/**
 * The workbench: one locked document in which every tool opens.
 *
 * `open` imports a tool's module, keeps the others alive, swaps what is shown and pushes the tool's address. So data go
 * from one tool to another in memory, and never through an address, storage or the server. Back and Forward bring a
 * tool back with its data; a reload gives a clean page. The history holds addresses, and behind `#` a place: no data.
 */

import { datum } from "../bytes/datum";
import { trafficChip } from "../elements/chip";
import { h } from "../elements/dom";
import { keepThePage, type Taker } from "../elements/drops";
import { Fold } from "../elements/fold";
import { later, loadLater, whenIdle } from "../elements/idle";
import { dropIntake, type Intake, narrowIntake } from "../elements/intake";
import { maskSwitch } from "../elements/mask-switch";
import type { Collection } from "../intake/collection";
import type { Watch } from "../intake/watch";
import type { Scope } from "../keys/keys";
import { helpWithKeys, showKeysOf } from "../keys/start";
import { NOWHERE } from "../links/grammar";
import { prepareSearch } from "../palette/palette";
import { GO } from "../palette/places";
import type { Tray } from "../tray/tray";
import { Address } from "./address";
import { arrivals } from "./arrivals";
import { type Bench, BenchBar } from "./bench-bar";
import { catalogue, type Entry, slugOf } from "./catalogue";
import { Cleared } from "./cleared";
import { Handover } from "./handover";
import { askBeforeLeaving, dropOnLeaving } from "./leaving";
import { masking } from "./mask";
import { Signpost } from "./signpost";
import type { StartPage } from "./start-page";
import { t } from "./text";
import { areMany, type Brought, HAND_OVER, type HandOver, type LiveTool, type Payload } from "./tool";
import { loadTool } from "./tool-pages";
import { traffic } from "./traffic";

const forgetter = later(() => import("./idle"));

/** More would hold more of a visitor's data than anybody keeps in mind. */
const MOST_LIVE = 5;

/** What a browser might read in data, and send: for translation, spelling, or to fill in forms. */
const NO_OTHER_READERS = { translate: false, spellcheck: false, autocomplete: "off" };

/** A tool in the document, shown or not. */
interface Live {
  readonly entry: Entry;
  readonly element: HTMLElement;
  readonly intake: Intake;
  readonly tool: LiveTool;
  readonly handover: Handover;
  readonly signpost: Signpost;
  readonly keys: readonly Scope[];
  held: Brought | null;
  /** Typed or changed here: no file has it. */
  own: boolean;
}

class Workbench implements Bench {
  readonly #main: HTMLElement;
  /** The start page, where this is one. */
  readonly #front: HTMLElement | null;
  #start: StartPage | null = null;
  readonly #cleared = new Cleared();
  /** Where the choice of when to forget will stand, and its warning. */
  readonly #idle = { setting: h("span"), warning: h("div") };
  readonly #bar = new BenchBar(this, this.#idle.setting);
  readonly #bench = h("div", { className: "row bench" });
  readonly #fold = new Fold(this.#bench, t("more"));
  /** Of those who bring many files. */
  #tray: Tray | null = null;
  /** How often everything was let go of. */
  #drops = 0;
  readonly #live = new Map<string, Live>();
  readonly #address = new Address(() => this.#signpost);
  /** What the page was when it was loaded: the start page, or a tool's. */
  readonly #home = { slug: slugOf(location.pathname), title: document.title };
  #shown = "";

  constructor(main: HTMLElement) {
    this.#main = main;
    this.#front = main.querySelector("#start");
    this.#bench.append(this.#bar.element, this.#fold.button, maskSwitch(), trafficChip());
    main.prepend(this.#bench, this.#idle.warning, this.#cleared.element);
    masking.addEventListener("change", () => this.#redrawAll());
    addEventListener("popstate", () => void this.#follow());
    addEventListener(GO, (event) => this.#go(event as CustomEvent<string>));
    addEventListener(HAND_OVER, (event) => {
      const { slug, payload } = (event as CustomEvent<HandOver>).detail;
      void this.sendTo(slug, NOWHERE, payload);
    });
    askBeforeLeaving(() => this.#holdsAnything);
    dropOnLeaving(() => this.#drop());
    void this.#forgetWhenIdle();
  }

  async #forgetWhenIdle(): Promise<void> {
    await whenIdle();
    const loaded = await forgetter().catch(() => null);
    if (!loaded) return;
    const idle = new loaded.IdleForget(
      () => this.#holdsAnything,
      () => this.forget(),
    );
    this.#idle.setting.append(idle.setting);
    this.#idle.warning.append(idle.warning);
  }

  async begin(): Promise<void> {
    traffic.start();
    const searchable = prepareSearch();
    if (this.#front) this.#start = await this.#furnished(this.#front);
    else await this.#enter(this.#home.slug, this.#main.querySelector<HTMLElement>("article.tool"));
    this.#show(this.#home.slug);
    this.#address.read();
    await (this.#start ? this.#start.prepare() : Promise.all([searchable, loadLater()]));
    sayReady();
  }

  /** Null, with a sentence on the page, if its code cannot be loaded. */
  async #furnished(front: HTMLElement): Promise<StartPage | null> {
    const loaded = await import("./start-page").catch(() => null);
    if (!loaded) {
      front.prepend(h("p", { className: "note bad", role: "alert" }, t("broken")));
      return null;
    }
    return new loaded.StartPage(front, {
      open: (slug, payload) => this.open(slug, payload),
      ask: (slug, query) => this.#ask(slug, query),
      taker: (one) => this.#taker(one),
      fill: (collection) => this.#fill(async () => collection),
    });
  }

  /** Tools that hold data, in the order in which they were opened. */
  get held(): Bench["held"] {
    return [...this.#live.values()].flatMap(({ entry: { slug, title }, held }) =>
      held ? [{ slug, title, held }] : [],
    );
  }

  get #holdsAnything(): boolean {
    return this.held.length > 0 || this.#cleared.holds || this.isWaiting || this.#start?.isTypedIn === true;
  }

  /** What is open, in the bar; and room for it on a phone. */
  #showHeld(): void {
    this.#bar.show();
    this.#fold.on = !this.#bar.element.hidden;
    for (const { intake, held } of this.#live.values()) intake.fold(held !== null);
  }

  get isWaiting(): boolean {
    return this.#tray?.isEmpty === false;
  }

  trayChanged(): void {
    this.#showHeld();
  }

  get shown(): string {
    return this.#shown;
  }

  /** Shows a tool, with data if there are any; its address is pushed. Without `focus` the focus stays where it is. */
  async open(slug: string, payload: Payload | null, focus = true): Promise<void> {
    const live = this.#live.get(slug) ?? (await this.#enter(slug, null));
    if (!live) return;
    if (slug !== this.#shown) {
      this.#address.write();
      history.pushState(null, "", live.entry.address + live.signpost.place);
    }
    this.#show(slug);
    if (focus) live.element.querySelector("h1")?.focus();
    if (payload) await live.handover.give(payload);
  }

  /** A tool chosen in the search dialog opens here, beside what is open. */
  #go(event: CustomEvent<string>): void {
    const slug = slugOf(event.detail);
    if (slug === "") return;
    event.preventDefault();
    void this.open(slug, null);
  }

  /** Shows a tool with many files at once. */
  async openAll(slug: string, collection: Collection): Promise<void> {
    await this.open(slug, null);
    const live = this.#live.get(slug);
    if (live) this.#give(live, collection);
  }

  /** Hands what the shown tool was given to another: of many the one that is picked; or what it found in its data. */
  async sendTo(slug: string, place = NOWHERE, found: Payload | null = null): Promise<void> {
    const { held = null, tool } = this.#live.get(this.#shown) ?? {};
    const given = held && !areMany(held) ? held : null;
    const payload = found ?? (tool?.picked ? await tool.picked() : given);
    await this.open(slug, null);
    const live = this.#live.get(slug);
    if (!payload || !live) return;
    if (place !== NOWHERE) live.signpost.next(place);
    await live.handover.give(payload);
  }

  /** Empties a tool; for a minute the visitor can have it back. */
  clear(slug: string, why: "cleared" | "replaced" = "cleared"): void {
    const live = this.#live.get(slug);
    if (!live?.held) return;
    const { held, own, entry } = live;
    const restore = live.tool.clear();
    live.handover.end();
    live.held = null;
    live.own = false;
    this.#showHeld();
    this.#cleared.keep(slug, entry.title, why, () => {
      if (live.held) this.clear(slug, "replaced");
      restore();
      live.held = held;
      live.own = own;
      void this.open(slug, null);
    });
  }

  /** Lets go of everything at once; nothing can bring it back. */
  forget(): void {
    this.#drop();
    this.#cleared.sayForgotten();
    this.#showHeld();
    this.#address.clear();
    void this.#follow();
  }

  #drop(): void {
    this.#drops++;
    for (const live of this.#live.values()) this.#end(live);
    this.#cleared.drop();
    this.#tray?.close();
    this.#start?.drop();
  }

  #give(live: Live, brought: Brought): void {
    if (live.own && !live.tool.gathers) this.clear(live.entry.slug, "replaced");
    this.#cleared.hush();
    live.held = brought;
    live.own &&= live.tool.gathers === true;
    if (areMany(brought)) live.tool.openAll?.(brought);
    else live.tool.open?.(brought);
    this.#showHeld();
  }

  /** What was typed or changed in a tool. */
  #hold(slug: string, payload: Payload | null): void {
    const live = this.#live.get(slug);
    if (!live) return;
    live.handover.end();
    if (payload) traffic.dataOpened();
    this.#cleared.hush();
    live.held = payload;
    live.own = payload !== null;
    this.#showHeld();
  }

  /** What comes in: one thing goes to `one`, several to a tool that takes them all, or they wait in the tray. */
  #taker(one: (payload: Payload) => void, slug = ""): Taker {
    return {
      one: (name, blob) => one({ name: datum(name), blob }),
      many: (dropped) => {
        const live = this.#live.get(slug);
        const gather = async (watch: Watch): Promise<Collection> => (await arrivals()).walk(dropped, watch);
        void (live?.tool.openAll ? live.handover.gather(gather) : this.#fill(gather));
      },
    };
  }

  /** What is dropped on a tool that opens nothing waits in the tray, with the tools for it. */
  #noIntake({ many }: Taker): Intake {
    return dropIntake({ many, one: (name, blob) => many({ entries: [], files: [new File([blob], name)] }) });
  }

  /** Fills the tray, unless everything was let go of before it could be. */
  async #fill(gather: (watch: Watch) => Promise<Collection>): Promise<void> {
    const drops = this.#drops;
    const loaded = await arrivals().catch(() => null);
    if (drops !== this.#drops) return;
    if (!loaded) {
      this.#intake?.say({ text: t("broken"), isFault: true });
      return;
    }
    this.#tray ??= new loaded.Tray(this);
    this.#showTray();
    await this.#tray.take(gather);
  }

  /** Below the intake that is shown. */
  #showTray(): void {
    if (this.#intake) this.#tray?.follow(this.#intake.element);
  }

  get #intake(): Intake | null {
    return this.#live.get(this.#shown)?.intake ?? this.#start?.intake ?? null;
  }

  /** Brings a tool into the document; null, with a sentence on the page, if it cannot be loaded. */
  async #enter(slug: string, article: HTMLElement | null): Promise<Live | null> {
    const entry = catalogue().find((one) => one.slug === slug);
    if (!entry) return null;
    const element = article ?? this.#articleOf(slug);
    const host = element.querySelector<HTMLElement>(".tool-host");
    try {
      const tool = await loadTool(slug);
      if (!tool) return null;
      const prepared = tool.prepare();
      later(() => prepared); // the page is ready only with all of it, the tool perhaps sooner
      await Promise.race([prepared, new Promise((go) => setTimeout(go, 3000))]);
      const body = h("div", { className: "tool-body", ...NO_OTHER_READERS });
      const taker = this.#taker((payload) => void this.open(slug, payload), slug);
      const intake = entry.opens[0] ? narrowIntake(taker, tool.samples ?? []) : this.#noIntake(taker);
      const signpost = new Signpost(() => this.#address.follow());
      host?.replaceChildren(intake.element, signpost.element, body);
      const mounted = tool.mount(
        body,
        (payload) => this.#hold(slug, payload),
        (place) => signpost.at(place),
        (to, place) => void this.sendTo(to, place),
      );
      signpost.serve(mounted.places);
      const handover = new Handover(entry, intake, {
        ready: (payload) => this.#give(live, payload),
        many: (collection) =>
          mounted.openAll ? this.#give(live, collection) : void this.#fill(async () => collection),
        other: (to, payload) => void this.open(to, payload),
      });
      const keys = tool.keys ?? [];
      void helpWithKeys(element, keys);
      const live: Live = {
        ...{ entry, element, intake, tool: mounted, keys, handover, signpost },
        held: null,
        own: false,
      };
      this.#live.set(slug, live);
      this.#makeRoom(slug);
      void loadLater();
      return live;
    } catch {
      host?.replaceChildren(h("p", { className: "note bad", role: "alert" }, t("broken")));
      element.hidden = false;
      return null;
    }
  }

  /** The tool's title and help, as its own page has them. */
  #articleOf(slug: string): HTMLElement {
    const template = document.querySelector<HTMLTemplateElement>(`#tool-${slug}`);
    const article = template?.content.querySelector("article")?.cloneNode(true) as HTMLElement;
    article.hidden = true; // until it is ready, and its address pushed
    this.#main.append(article);
    return article;
  }

  #makeRoom(newest: string): void {
    const others = [...this.#live.values()].filter(
      ({ entry }) => entry.slug !== newest && entry.slug !== this.#shown,
    );
    if (this.#live.size > MOST_LIVE && others[0]) this.#end(others[0]);
  }

  #end(live: Live): void {
    this.#cleared.drop(live.entry.slug);
    live.handover.end();
    live.intake.close();
    live.tool.close();
    live.element.remove();
    this.#live.delete(live.entry.slug);
  }

  #redrawAll(): void {
    for (const live of this.#live.values()) live.tool.redraw();
  }

  /** Shows the tool that the address says: after Back, Forward and "forget now". */
  async #follow(): Promise<void> {
    const slug = slugOf(location.pathname);
    const isLive = this.#live.has(slug);
    if (isLive && slug === this.#shown) return; // its fragment alone is another
    if (slug && !isLive) await this.#enter(slug, null);
    if (slug !== slugOf(location.pathname)) return; // the visitor went on meanwhile
    this.#show(slug);
    if (isLive) this.#address.write();
    else this.#address.read();
  }

  /** The shown tool's; none between Back and what it brings. */
  get #signpost(): Signpost | undefined {
    return slugOf(location.pathname) === this.#shown ? this.#live.get(this.#shown)?.signpost : undefined;
  }

  #show(slug: string): void {
    this.#shown = slug;
    const live = this.#live.get(slug);
    if (this.#front) this.#front.hidden = slug !== "";
    this.#start?.intake.listen(slug === "");
    for (const { entry, element, intake } of this.#live.values()) {
      element.hidden = entry.slug !== slug;
      intake.listen(entry.slug === slug);
    }
    this.#showTray();
    this.#main.classList.toggle("wrap", slug === "");
    this.#main.classList.toggle("wide", slug !== "");
    const title = live?.entry.title;
    document.title =
      title && slug !== this.#home.slug ? this.#home.title.replace(/^.*·/, `${title} ·`) : this.#home.title;
    this.#turnLanguageLinks();
    showKeysOf(live?.keys ?? []);
    this.#showHeld();
  }

  /** The other language's page of what is shown, not of what was loaded. */
  #turnLanguageLinks(): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("nav a[hreflang]")) {
      link.setAttribute("href", location.pathname.replace(/^\/[a-z]{2}\//, `/${link.hreflang}/`));
    }
  }

  async #ask(slug: string, query: string): Promise<void> {
    await this.open(slug, null);
    this.#live.get(slug)?.tool.ask?.(query);
  }
}

/** Everything that the page's tools need is here: from now on nothing is asked for, whatever is opened. */
function sayReady(): void {
  document.documentElement.dataset["ready"] = "";
}

export function startWorkbench(): void {
  keepThePage();
  const main = document.querySelector<HTMLElement>("main");
  if (main) void new Workbench(main).begin();
}
