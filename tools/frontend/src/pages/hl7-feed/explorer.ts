/** A feed on the page: what is open, what is asked of it, the messages that are left, and what there is to say of them. */

import { asFailure } from "../../bytes/fault";
import { h } from "../../elements/dom";
import { failureNote } from "../../elements/failure";
import { later } from "../../elements/idle";
import { Notices } from "../../elements/notices";
import { type ReportContent, reportMenu, saveFile } from "../../elements/report";
import type { DictionaryVersion } from "../../hl7";
import type { Condition } from "../../hl7/feed/filter";
import { NOWHERE } from "../../links/grammar";
import { masking, shown } from "../../shell/mask";
import type { At, Hold, LiveTool, Payload, Places, Send } from "../../shell/tool";
import { formatSize } from "../../text/define";
import { Cancelled } from "../../workers/bridge";
import type { FeedList } from "../../workers/hl7-explore";
import { parsePlace, placeOf, placeWords, readPlace } from "../hl7-message/places";
import { failureSentence } from "../hl7-message/problems";
import { TYPED } from "../hl7-message/source";
import { Asker, Stuck, Superseded } from "./asker";
import type { FeedBench } from "./bench";
import { ColumnsBox } from "./columns-box";
import { Conditions } from "./conditions";
import { MessageList } from "./message-list";
import type { Panels } from "./panels";
import { PasteBox, sentBytes } from "./paste-box";
import { Preview } from "./preview";
import { t } from "./text";

/** The worker holds a whole text; browsers give one buffer a gigabyte or two, a phone's less. */
const MOST_BYTES = 512 * 1024 * 1024;
const VIEWER = "hl7-viewer";
/** Says nothing of what is in the feed. */
const SUBSET_NAME = "hl7-feed-subset.hl7";

const panelsModule = later(() => import("./panels"));
let lastId = 0;

/** What is open, and what was asked of it. */
interface Opened {
  readonly id: number;
  readonly payload: Payload;
  /** Null until it is known. */
  version: DictionaryVersion | null;
  /** All of it is read. */
  isWhole: boolean;
}

export class Explorer implements LiveTool, FeedBench {
  readonly asker = new Asker();
  readonly list = new MessageList(
    (row) => void this.#picked(row),
    () => this.#openInViewer(),
  );
  readonly places: Places = {
    read: readPlace,
    words: placeWords,
    goTo: async (place) => {
      const { message, path } = parsePlace(place);
      await this.#settled;
      if (message !== undefined && this.list.list?.rows.includes(message - 1)) this.pick(message - 1);
      else if (message !== undefined) return "nowhere";
      return path && !this.#panels?.fields.goTo(path) ? "nowhere" : "there";
    },
  };
  readonly #hold: Hold;
  readonly #at: At;
  readonly #send: Send;
  readonly #notices = new Notices(() => this.#cancel(), t("nothing"));
  readonly #paste = new PasteBox((blob) => void this.#pasted(blob));
  readonly #conditions = new Conditions(() => void this.#filter());
  readonly #columns = new ColumnsBox(() => void this.#read());
  readonly #preview = new Preview(() => this.#openInViewer());
  readonly #counted = h("p", { className: "hl7-verdict", role: "status" });
  readonly #name = h("span", { className: "muted", translate: false });
  readonly #saved = h("span", { className: "muted", role: "status" });
  readonly #work: HTMLElement;
  #opened: Opened | null = null;
  #panels: Panels | null = null;
  /** Another for each set of messages that is shown. */
  #state = 0;
  #path = "";
  #settled: Promise<void> = Promise.resolve();

  constructor(host: HTMLElement, hold: Hold, at: At, send: Send) {
    this.#hold = hold;
    this.#at = at;
    this.#send = send;
    this.#work = h("div", { className: "hl7-found", hidden: true }, ...this.#parts());
    host.classList.add("hl7");
    host.append(this.#paste.element, ...this.#notices.elements, this.#work);
    void this.#loadPanels();
  }

  get version(): DictionaryVersion {
    return this.#opened?.version ?? "2.5.1";
  }

  open(payload: Payload): void {
    if (payload.blob.size > MOST_BYTES) {
      const sizes = { size: formatSize(payload.blob.size), limit: formatSize(MOST_BYTES) };
      this.#begin(null);
      this.#notices.say(() => t("tooLarge", sizes));
    } else if (payload.name === TYPED) void this.#openTyped(payload.blob);
    else this.#begin(payload);
  }

  redraw(): void {
    this.#notices.redraw();
    this.#conditions.redraw();
    this.#preview.redraw();
    this.list.grid.refresh();
    for (const panel of this.#panels?.all ?? []) panel.redraw();
    this.#sayName();
  }

  clear(): () => void {
    const payload = this.#opened?.payload ?? null;
    const conditions = this.#conditions.all;
    this.#forget();
    return () => {
      this.#conditions.restore(conditions);
      this.#begin(payload);
    };
  }

  close(): void {
    this.#forget();
    this.asker.end();
  }

  narrow(condition: Condition): void {
    this.#conditions.add(condition);
  }

  pick(row: number): void {
    if (!this.list.kept.includes(row)) this.#lift(row);
    this.list.grid.select(row);
    this.list.grid.showSelected();
  }

  at(path: string): void {
    this.#path = path;
    this.#sayWhere();
  }

  save(rows: Uint32Array): void {
    void this.#save(rows);
  }

  fail(error: unknown): void {
    if (error instanceof Superseded) return;
    const again = (): void => void this.#read();
    if (error instanceof Cancelled || error instanceof Stuck) {
      const words = t(error instanceof Stuck ? "stuck" : "cancelled");
      this.#notices.note(() => [
        h("p", { className: "note", role: "alert" }, words),
        h("button", { type: "button", className: "btn", onclick: again }, t("again")),
      ]);
      return;
    }
    const failure = asFailure(error);
    this.#notices.note(() => failureNote(failure, () => failureSentence(failure), again));
  }

  #parts(): readonly HTMLElement[] {
    const save = h("button", { type: "button", className: "btn small" }, t("save"));
    save.onclick = () => this.save(this.list.kept);
    return [
      this.#conditions.element,
      h(
        "div",
        { className: "hl7-bar" },
        this.#counted,
        this.#name,
        save,
        reportMenu("hl7-feed-report", () => this.#report()),
        this.#saved,
      ),
      this.#columns.element,
      h(
        "div",
        { className: "hl7-panes feed-panes" },
        h("div", { className: "feed-pane" }, this.list.grid),
        this.#preview.element,
      ),
    ];
  }

  async #loadPanels(): Promise<void> {
    const loaded = await panelsModule().catch(() => null);
    if (!loaded) return;
    this.#panels = loaded.newPanels(this);
    this.#work.append(...this.#panels.all.map(({ element }) => element));
    if (this.#opened?.isWhole) for (const panel of this.#panels.all) panel.show(this.#state);
  }

  async #pasted(blob: Blob): Promise<void> {
    this.#hold({ name: TYPED, blob });
    await this.#openTyped(blob);
  }

  async #openTyped(blob: Blob): Promise<void> {
    const bytes = await sentBytes(blob).catch(() => blob);
    this.#begin({ name: TYPED, blob: bytes });
  }

  /** Another feed, or none. What was asked of the last one is asked of this one. */
  #begin(payload: Payload | null): void {
    this.#show(null);
    this.#opened = payload && { id: ++lastId, payload, version: null, isWhole: false };
    this.#paste.clear();
    this.#paste.element.hidden = payload !== null;
    this.#work.hidden = true;
    this.#sayName();
    this.#notices.say();
    this.#notices.rest(payload ? "" : t("nothing"));
    if (payload) this.asker.begin(lastId, payload.blob);
    else this.asker.cancel();
    if (payload) void this.#read();
  }

  #forget(): void {
    this.#conditions.clear();
    this.#columns.clear();
    this.#begin(null);
  }

  #cancel(): void {
    this.asker.cancel();
    this.#notices.rest();
  }

  /** Reads the feed for its columns: the beginning first, where nothing is shown yet. */
  async #read(): Promise<void> {
    const opened = this.#opened;
    if (!opened) return;
    const settled = this.#readWhole(opened);
    this.#settled = settled;
    await settled;
  }

  async #readWhole(opened: Opened): Promise<void> {
    const columns = this.#columns.paths;
    this.#notices.say();
    this.#notices.work(t("reading"));
    try {
      if (!this.list.list) {
        const head = await this.asker.ask<"head">({ kind: "head", columns });
        if (opened !== this.#opened) return;
        if (head) this.#show(head);
      }
      const list = await this.asker.ask<"list">({ kind: "list", columns }, (done, total) =>
        this.#notices.work(t("readingPart", { done, total })),
      );
      if (opened !== this.#opened) return;
      opened.isWhole = true;
      opened.version = list.version;
      this.#show(list);
      await this.#filter();
    } catch (error) {
      this.#failed(opened, error);
    }
  }

  async #filter(): Promise<void> {
    const opened = this.#opened;
    const { list } = this.list;
    if (!opened?.isWhole || !list) return;
    const { written } = this.#conditions;
    this.#notices.say();
    try {
      if (written === "") this.list.keep(list.rows);
      else {
        this.#notices.work();
        const told = (done: number, total: number): void =>
          this.#notices.work(t("filtering", { done, total }));
        const rows = await this.asker.ask<"filter">({ kind: "filter", filter: written }, told);
        if (opened !== this.#opened || written !== this.#conditions.written) return;
        this.list.keep(rows);
      }
      this.#notices.rest();
      this.#changed();
      if (this.list.total === 1 && this.list.grid.selected < 0) this.list.grid.select(list.rows[0] ?? 0);
    } catch (error) {
      if (written === this.#conditions.written) this.#failed(opened, error);
    }
  }

  /** Every message is shown again, for the sake of one that the conditions leave out; a button brings them back. */
  #lift(row: number): void {
    const conditions = this.#conditions.all;
    const narrow = (wanted: readonly Condition[]): void => {
      this.#conditions.restore(wanted);
      void this.#filter();
    };
    narrow([]);
    const words = t("lifted", { message: row + 1 });
    const again = (): void => narrow(conditions);
    this.#notices.note(() => [
      h("p", { className: "note", role: "status" }, words),
      h("button", { type: "button", className: "btn", onclick: again }, t("narrowAgain")),
    ]);
  }

  #failed(opened: Opened, error: unknown): void {
    if (opened !== this.#opened || error instanceof Superseded) return;
    this.#notices.rest();
    if (!this.list.list) this.#work.hidden = true;
    this.fail(error);
  }

  /** The beginning, or all of it. */
  #show(list: FeedList | null): void {
    const isSame = list !== null && this.list.list !== null;
    this.#path = isSame ? this.#path : "";
    if (!isSame) {
      this.#preview.clear();
      this.#saved.textContent = "";
      for (const panel of this.#panels?.all ?? []) panel.clear();
    }
    this.#work.hidden = list === null;
    this.list.show(list, this.#columns.paths, isSame);
    this.#sayCount();
    if (list) this.#sayWhere();
    else this.#at(null);
  }

  /** Other messages are shown. */
  #changed(): void {
    this.#state++;
    this.#saved.textContent = "";
    this.#sayCount();
    for (const panel of this.#panels?.all ?? []) panel.show(this.#state);
  }

  #sayCount(): void {
    const { total, kept } = this.list;
    const isAll = kept.length === total;
    const words = isAll ? t("all", { n: total }) : t("some", { n: kept.length, total });
    this.#counted.textContent = this.#opened?.isWhole ? words : t("first", { n: total });
  }

  #sayName(): void {
    const payload = this.#opened?.payload;
    const name = payload && (payload.name === TYPED ? t("pasted") : shown(payload.name));
    this.#name.textContent = payload ? `${name} · ${formatSize(payload.blob.size)}` : "";
  }

  #sayWhere(): void {
    const row = this.list.grid.selected;
    const message = row < 0 || this.list.total < 2 ? null : row + 1;
    const place = placeOf(message, this.#path);
    this.#at(place === NOWHERE ? placeOf(message, "") : place);
  }

  async #picked(row: number): Promise<void> {
    this.#preview.clear();
    this.#sayWhere();
    if (row < 0) return;
    this.#preview.expect(row);
    try {
      const { said, isCut } = await this.asker.ask<"message">({ kind: "message", row });
      if (row === this.list.grid.selected) this.#preview.show(said, isCut);
    } catch (error) {
      if (!(error instanceof Cancelled) && row === this.list.grid.selected) this.fail(error);
    }
  }

  /** The viewer is given the whole feed and led to the message. */
  #openInViewer(): void {
    const row = this.list.grid.selected;
    if (row < 0) return;
    this.#send(VIEWER, placeOf((this.list.list?.count ?? 0) > 1 ? row + 1 : null, ""));
  }

  async #save(rows: Uint32Array): Promise<void> {
    if (masking.on) {
      this.#saved.textContent = t("saveMasked");
      return;
    }
    try {
      saveFile(SUBSET_NAME, await this.asker.ask<"subset">({ kind: "subset", rows }));
      this.#saved.textContent = t("saved", { n: rows.length });
    } catch (error) {
      this.fail(error);
    }
  }

  /** A line for each message that is shown, with the columns of the list. */
  #report(): ReportContent {
    const { kept } = this.list;
    const { facts } = this.#conditions;
    return {
      title: t("reportTitle"),
      facts: [
        this.#name.textContent,
        this.#counted.textContent,
        ...facts.map((fact) => `${t("condition")}: ${fact}`),
        t("severalMean"),
      ],
      problems: null,
      columns: this.list.columns,
      count: kept.length,
      cells: (at) => this.list.cells(kept[at] ?? 0),
    };
  }
}
