/**
 * The bytes around the selected element, eight a line; header and value of the element are marked. A click on a byte, or
 * the arrow keys, choose the element that holds it, so that the whole file can be walked through.
 */

import { NO_ROW, rowAt } from "../../dicom";
import { type Child, h } from "../../elements/dom";
import { keyOf } from "../../keys/keys";
import { shownHex, shownPrint } from "../../shell/mask";
import type { Inspection } from "../../workers/dicom";
import { d } from "./detail-text";
import { t } from "./text";

const BYTES_A_LINE = 8;
const LINES_BEFORE = 3;
const WINDOW = 64 * BYTES_A_LINE;
const PAGE = 16 * BYTES_A_LINE;
const LEAST_DIGITS = 4;
const NOWHERE = -1;

/** What a byte is: of the selected element's header or value, or of its neighbours. */
type Part = "hex-header" | "hex-value" | "hex-other";

export class HexPane {
  readonly #lines = h("pre", {
    className: "hex mono",
    tabIndex: 0,
    role: "group",
    "aria-label": d("bytes"),
    "aria-describedby": "hex-legend",
  });
  readonly #place = h("p", { className: "muted", role: "status" });
  readonly element = h(
    "div",
    { className: "hex-pane", hidden: true },
    h("h3", {}, d("bytes")),
    this.#lines,
    this.#place,
    h("p", { className: "muted", id: "hex-legend" }, d("hexLegend")),
  );
  readonly #blob: Blob;
  readonly #inspection: Inspection;
  readonly #choose: (row: number) => void;
  #row = NO_ROW;
  #start = 0;
  #bytes = new Uint8Array(0);
  #cursor = NOWHERE;

  constructor(blob: Blob, inspection: Inspection, choose: (row: number) => void) {
    this.#blob = blob;
    this.#inspection = inspection;
    this.#choose = choose;
    this.#lines.addEventListener("click", (event) => this.#onclick(event));
    this.#lines.addEventListener("keydown", (event) => this.#onkeydown(event));
  }

  /** Shows a row's bytes. The window stays where it is while the cursor walks in it. */
  async show(row: number): Promise<void> {
    this.#row = row;
    this.element.hidden = row === NO_ROW;
    if (row === NO_ROW) return;
    const { offset } = this.#inspection.file.elements;
    const holdsCursor = this.#cursor !== NOWHERE && this.#rowOf(this.#cursor) === row;
    if (!holdsCursor) this.#cursor = NOWHERE;
    await this.#read(holdsCursor ? this.#cursor : (offset[row] as number), !holdsCursor);
  }

  redraw(): void {
    if (this.#row !== NO_ROW) this.#draw();
  }

  /** Reads a window that holds `at`, unless the one at hand does and may stay. */
  async #read(at: number, afresh: boolean): Promise<void> {
    const row = this.#row;
    const isInside = at >= this.#start && at < this.#start + this.#bytes.length;
    if (afresh || !isInside) {
      const line = Math.floor(at / BYTES_A_LINE) - LINES_BEFORE;
      const start = Math.max(0, line * BYTES_A_LINE);
      const bytes = new Uint8Array(await this.#blob.slice(start, start + WINDOW).arrayBuffer());
      if (row !== this.#row) return; // another one was chosen meanwhile
      this.#start = start;
      this.#bytes = bytes;
    }
    this.#draw();
  }

  #rowOf(at: number): number {
    return Math.max(rowAt(this.#inspection.file.elements, at), 0);
  }

  #draw(): void {
    const start = this.#start;
    const digits = Math.max(LEAST_DIGITS, (start + this.#bytes.length).toString(16).length);
    const lines: Child[] = [];
    for (let at = 0; at < this.#bytes.length; at += BYTES_A_LINE) {
      lines.push(`${(start + at).toString(16).padStart(digits, "0")}  `, ...this.#line(at), "\n");
    }
    const { scrollTop } = this.#lines;
    this.#lines.replaceChildren(...lines.filter((child) => child !== null));
    this.#lines.scrollTop = scrollTop;
    this.#lines.querySelector(".hex-cursor")?.scrollIntoView({ block: "nearest" });
    this.#place.textContent = this.#cursor === NOWHERE ? "" : t("byteAt", { at: this.#cursor });
  }

  /** One line: each byte by itself in hexadecimal, then the same bytes as characters. */
  #line(from: number): Child[] {
    const parts: Child[] = [];
    let print = "";
    for (let at = from; at < from + BYTES_A_LINE; at++) {
      if (at >= this.#bytes.length) {
        parts.push("   ");
        continue;
      }
      const place = this.#start + at;
      const byte = this.#bytes.subarray(at, at + 1);
      const isStructure = this.#isHeader(place);
      const cursor = place === this.#cursor ? " hex-cursor" : "";
      const className = `${this.#partAt(place)}${cursor}`;
      const hex = shownHex(byte, isStructure);
      parts.push(h("span", { className, "data-at": place }, hex), " ");
      print += shownPrint(byte, isStructure);
    }
    return [...parts, ` ${print}`];
  }

  #partAt(place: number): Part {
    const { offset, header, valueEnd } = this.#inspection.file.elements;
    const from = offset[this.#row] as number;
    if (place < from || place >= (valueEnd[this.#row] as number)) return "hex-other";
    return place < from + (header[this.#row] as number) ? "hex-header" : "hex-value";
  }

  /**
   * Tag, VR and length: what no mask covers, of an element that the dictionary has. Text behind the end of a data set is
   * read as an element too, if two of its letters are a VR: its header is what somebody wrote.
   */
  #isHeader(place: number): boolean {
    const { file, entries } = this.#inspection;
    const { elements } = file;
    const row = rowAt(elements, place);
    if (row === NO_ROW || !entries.has(elements.tag[row] as number)) return false;
    return place < (elements.offset[row] as number) + (elements.header[row] as number);
  }

  #onclick(event: MouseEvent): void {
    const at = (event.target as Element).closest<HTMLElement>("[data-at]")?.dataset["at"];
    if (at !== undefined) this.#goTo(Number(at));
  }

  #onkeydown(event: KeyboardEvent): void {
    const key = keyOf("hex", event);
    if (key === null) return;
    const { offset, valueEnd } = this.#inspection.file.elements;
    const first = offset[this.#row] as number;
    const here = this.#cursor === NOWHERE ? first : this.#cursor;
    const ways: Readonly<Record<typeof key, number>> = {
      next: here + 1,
      previous: here - 1,
      down: here + BYTES_A_LINE,
      up: here - BYTES_A_LINE,
      pageDown: here + PAGE,
      pageUp: here - PAGE,
      first,
      last: Math.max(first, (valueEnd[this.#row] as number) - 1),
    };
    event.preventDefault();
    this.#goTo(ways[key]);
  }

  #goTo(place: number): void {
    this.#cursor = Math.min(Math.max(place, 0), this.#inspection.file.size - 1);
    const row = this.#rowOf(this.#cursor);
    if (row === this.#row) void this.#read(this.#cursor, false);
    else this.#choose(row);
  }
}
