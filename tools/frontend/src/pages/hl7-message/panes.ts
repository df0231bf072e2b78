/** Raw text, table and detail of one message on one cursor: what is chosen in one is shown in the others. */

import { breath } from "../../elements/breath";
import { h } from "../../elements/dom";
import { later } from "../../elements/idle";
import { parsePath, shownSpan } from "../../hl7";
import type { Fragment } from "../../links/grammar";
import { masking } from "../../shell/mask";
import { DetailPane } from "./detail-pane";
import type { MaskedRaw } from "./masked-raw";
import type { OpenMessage } from "./open-message";
import { placeOf } from "./places";
import type { RawText } from "./raw";
import { Table } from "./table";

const maskedModule = later(() => import("./masked-raw"));

/** Hears where the visitor is: as links say it, and as a path. */
export type Picked = (place: Fragment | null, path: string) => void;

export class Panes {
  readonly table = new Table((row) => this.#picked(row));
  readonly #detail = new DetailPane(
    this.table.grid.columns.map(({ label }) => label),
    (row) => this.table.cells(row),
    (row) => this.#placeOf(row),
  );
  readonly element = h("div", { className: "hl7-panes" }, this.table.grid, this.#detail.element);
  readonly #raw: RawText;
  #masked: MaskedRaw | null = null;
  readonly rawElement: HTMLElement;
  readonly #at: Picked;
  #open: OpenMessage | null = null;
  #message: number | null = null;
  #isFresh = false;
  #showings = 0;

  constructor(raw: RawText, at: Picked) {
    this.#raw = raw;
    this.#at = at;
    this.rawElement = h("div", {}, raw.element);
  }

  get open(): OpenMessage | null {
    return this.#open;
  }

  /** The table shows the text as it stands now. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** The text was changed; until the next `show` table and detail say what it was. */
  outdate(): void {
    this.#showings++;
    this.#isFresh = false;
  }

  /**
   * Shows a message: its text and then, in a task of its own, the table. The cursor stays: with the caret, or on the path
   * where it was. `message` is its number from 1, null where there is no other. False: something else came meanwhile.
   */
  async show(open: OpenMessage, message: number | null): Promise<boolean> {
    const showing = ++this.#showings;
    this.#isFresh = false;
    this.#showRaw(open);
    this.#placeRaw(); // before anything is painted: the text is not masked
    await breath();
    if (showing !== this.#showings) return false;
    const wanted = this.#selectedPath();
    this.#open = open;
    this.#message = message;
    this.#isFresh = true;
    this.#placeRaw();
    this.#detail.clear();
    this.table.show(open);
    const path = parsePath(wanted);
    if (this.#raw.hasFocus) this.caretMoved(this.#raw.caret);
    else if (path) this.table.selectPath(path);
    this.#tell(this.table.grid.selected);
    return true;
  }

  clear(): void {
    this.#showings++;
    this.#open = null;
    this.#isFresh = false;
    this.#detail.clear();
    this.table.clear();
    this.#placeRaw();
    this.#at(null, "");
  }

  /** The mask was turned. */
  redraw(): void {
    this.#placeRaw();
    if (!this.#open) return;
    this.table.grid.refresh();
    this.#picked(this.table.grid.selected);
  }

  /** To a byte of the whole text, which a row of this message may hold; the focus goes there or stays. */
  goTo(offset: number, focus: boolean): void {
    const here = offset - (this.#open?.base.offset ?? 0);
    const isRow = this.table.selectAt(here);
    if (isRow && focus) this.table.grid.focus();
    else if (!isRow && !masking.on) this.#raw.reveal(offset, focus);
  }

  /** The caret came to stand on a byte of the whole text. */
  caretMoved(offset: number): void {
    if (this.#open && this.#isFresh) this.table.selectAt(offset - this.#open.base.offset);
  }

  #picked(row: number): void {
    if (!this.#open || row < 0) return;
    this.#detail.show(this.#open, row);
    this.#tell(row);
    if (masking.on) this.#masked?.select(row);
    else if (this.#isFresh) {
      const { start, end } = this.#open.span(row);
      const { offset } = this.#open.base;
      this.#raw.select({ start: offset + start, end: offset + end });
    }
  }

  #tell(row: number): void {
    this.#at(this.#placeOf(row), this.#pathOf(row));
  }

  #selectedPath(): string {
    return this.#pathOf(this.table.grid.selected);
  }

  /** "" where no row is meant. */
  #pathOf(row: number): string {
    return this.#open && row >= 0 ? this.#open.path(row) : "";
  }

  #placeOf(row: number): Fragment {
    return placeOf(this.#message, this.#pathOf(row));
  }

  #showRaw({ text, message, base }: OpenMessage): void {
    const { start, end } = shownSpan(text, message.block);
    this.#raw.show(text.bytes.subarray(start, end), base.offset + start, message.charset.encoding);
  }

  /** While values are masked, the raw text is not in the document at all, unless nothing stands in it. */
  #placeRaw(): void {
    const masked = masking.on && (this.#open !== null || !this.#raw.isEmpty);
    this.#masked?.show(masked ? this.#open : null);
    const wanted = masked ? this.#masked?.element : this.#raw.element;
    if (!wanted) void this.#loadMasked();
    if (this.rawElement.firstChild !== (wanted ?? null))
      this.rawElement.replaceChildren(...(wanted ? [wanted] : []));
  }

  /** Until it is here, nothing stands in the raw text's place. */
  async #loadMasked(): Promise<void> {
    const loaded = await maskedModule().catch(() => null);
    if (!loaded || this.#masked) return;
    this.#masked = new loaded.MaskedRaw((row) => this.table.choose(row));
    this.#placeRaw();
    // A row may have been picked before it was here.
    if (masking.on) this.#masked.select(this.table.grid.selected);
  }
}
