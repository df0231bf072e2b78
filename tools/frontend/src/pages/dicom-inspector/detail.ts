/** The pane beside the tree: everything about the selected element, read from the file when it is selected. */

import { hexBytes } from "../../bytes/print";
import { partSource } from "../../bytes/source";
import {
  contextOf,
  displayValue,
  EXPLICIT_VR,
  elementJson,
  NO_ROW,
  pathOf,
  Tag,
  valueLength,
  valueOffset,
  vrName,
} from "../../dicom";
import { h } from "../../elements/dom";
import type { Inspection } from "../../workers/dicom";
import { formatSize } from "./format";
import { hexView } from "./hex";
import type { InspectionRows } from "./rows";
import { type TextKey, t } from "./text";

/** A pane is no editor: beyond this the value is cut, and says so. */
const SHOWN_BYTES = 16_384;
const HEX_BYTES = 512;
/** What may lie on a clipboard without stopping the page. */
const COPIED_BYTES = 4 * 1_024 * 1_024;
/** After an element of undefined length: its delimiter. */
const DELIMITER = 8;

export class DetailPane {
  readonly element = h("section", { className: "inspector-detail", "aria-label": t("detail") });
  readonly #blob: Blob;
  readonly #inspection: Inspection;
  readonly #rows: InspectionRows;
  readonly #status = h("span", { className: "muted", role: "status" });
  #row = NO_ROW;

  constructor(blob: Blob, inspection: Inspection, rows: InspectionRows) {
    this.#blob = blob;
    this.#inspection = inspection;
    this.#rows = rows;
    this.element.append(h("p", { className: "muted" }, t("selectOne")));
  }

  /** Shows a row. What arrives late for an earlier one is dropped. */
  async show(row: number): Promise<void> {
    this.#row = row;
    if (row === NO_ROW) {
      this.element.replaceChildren(h("p", { className: "muted" }, t("selectOne")));
      return;
    }
    const { elements } = this.#inspection.file;
    const from = elements.offset[row] as number;
    const header = elements.header[row] as number;
    const length = valueLength(elements, row);
    try {
      const bytes = await this.#read(from, header + Math.min(length, SHOWN_BYTES));
      if (row === this.#row) this.#draw(row, bytes, header);
    } catch {
      if (row === this.#row)
        this.element.replaceChildren(h("p", { className: "note bad" }, t("unreadablePart")));
    }
  }

  async #read(offset: number, count: number): Promise<Uint8Array> {
    return new Uint8Array(await this.#blob.slice(offset, offset + count).arrayBuffer());
  }

  #draw(row: number, bytes: Uint8Array, header: number): void {
    this.#status.textContent = "";
    const isItem = this.#rows.tag(row) === Tag.ITEM;
    const title = isItem ? this.#rows.itemName(row) : this.#rows.name(row);
    const { offset } = this.#inspection.file.elements;
    this.element.replaceChildren(
      h("div", { className: "inspector-bar" }, h("h2", { tabIndex: -1 }, title)),
      this.#facts(row),
      ...this.#value(row, bytes.subarray(header)),
      h("h3", { title: t("hexLegend") }, t("bytes")),
      hexView(bytes.subarray(0, HEX_BYTES), offset[row] as number, header),
      this.#buttons(row),
    );
  }

  #facts(row: number): HTMLElement {
    const { file, entries } = this.#inspection;
    const { elements } = file;
    const isItem = elements.item[row] !== 0;
    const entry = isItem ? undefined : entries.get(this.#rows.tag(row));
    const retired = entry?.retired ? ` (${t("retired")})` : "";
    const facts: readonly (readonly [TextKey, string])[] = [
      ["path", pathOf(elements, row)],
      ["vr", isItem ? "" : this.#vr(row)],
      ["multiplicity", entry?.vm ?? ""],
      ["keyword", entry && entry.keyword !== "" ? entry.keyword + retired : ""],
      ["creator", this.#rows.creator(row)],
      ["length", this.#length(row)],
      ["place", t("placeAt", { at: elements.offset[row] as number, value: valueOffset(elements, row) })],
    ];
    const shown = facts.filter(([, value]) => value !== "");
    return h(
      "dl",
      {},
      ...shown.flatMap(([key, value]) => [h("dt", {}, t(key)), h("dd", { className: "mono" }, value)]),
    );
  }

  /** The VR, and who says so. */
  #vr(row: number): string {
    const { elements } = this.#inspection.file;
    const vr = vrName(elements.vr[row] as number);
    const listed = this.#inspection.entries.get(this.#rows.tag(row))?.vr;
    const isExplicit = ((elements.flags[row] as number) & EXPLICIT_VR) !== 0;
    if (!isExplicit) return t(listed ? "vrDictionary" : "vrUnlisted", { vr });
    if (listed && !listed.split(" or ").includes(vr)) return t("vrOther", { vr, expected: listed });
    return t("vrFile", { vr });
  }

  #length(row: number): string {
    const { elements } = this.#inspection.file;
    const length = valueLength(elements, row);
    const announced = elements.length[row] as number;
    if (announced === Tag.UNDEFINED_LENGTH) return t("lengthOpen", { n: length });
    return announced === length ? t("byteCount", { n: length }) : t("bytesOf", { n: length, all: announced });
  }

  /** The value in full as far as it is text; of binary ones the bytes below say it all. */
  #value(row: number, bytes: Uint8Array): HTMLElement[] {
    const { file } = this.#inspection;
    const { elements } = file;
    const length = valueLength(elements, row);
    if (length === 0) return [h("p", { className: "muted" }, t("noValue"))];
    const text = this.#text(row, bytes);
    if (text === null || text === hexBytes(bytes)) return [h("p", {}, this.#rows.value(row))];
    const names = text.split("\\").flatMap((uid) => {
      const name = this.#inspection.uids.get(uid)?.name;
      return name ? [h("p", { className: "muted" }, t("uidName", { uid, name }))] : [];
    });
    const parts = [
      h("pre", { className: "inspector-value mono", tabIndex: 0, translate: false }, text),
      ...names,
    ];
    if (bytes.length < length) {
      parts.push(h("p", { className: "muted" }, t("valueCut", { n: bytes.length, all: length })));
    }
    return parts;
  }

  /** null for what has no text of its own: sequences, items, fragments. */
  #text(row: number, bytes: Uint8Array): string | null {
    const { file, charsets } = this.#inspection;
    const { elements } = file;
    const isLeaf = elements.item[row] === 0 && elements.end[row] === row + 1;
    if (!isLeaf || elements.length[row] === Tag.UNDEFINED_LENGTH) return null;
    return displayValue(bytes, elements.vr[row] as number, contextOf(elements, row, charsets)).text;
  }

  #buttons(row: number): HTMLElement {
    const { elements } = this.#inspection.file;
    const button = (key: TextKey, text: () => Promise<string> | string): HTMLElement =>
      h("button", { type: "button", className: "btn small", onclick: () => this.#copy(text) }, t(key));
    return h(
      "div",
      { className: "row" },
      button("copyPath", () => pathOf(elements, row)),
      button("copyValue", () => this.#valueToCopy(row)),
      button("copyJson", () => this.#jsonToCopy(row)),
      this.#status,
    );
  }

  async #valueToCopy(row: number): Promise<string> {
    const { elements } = this.#inspection.file;
    const bytes = await this.#readAll(valueOffset(elements, row), elements.valueEnd[row] as number);
    return this.#text(row, bytes) ?? this.#rows.value(row);
  }

  async #jsonToCopy(row: number): Promise<string> {
    const { file, charsets } = this.#inspection;
    const { elements } = file;
    const from = elements.offset[row] as number;
    const bytes = await this.#readAll(from, (elements.valueEnd[row] as number) + DELIMITER);
    const json = elementJson(partSource(bytes, from, file.size), elements, row, charsets);
    return JSON.stringify(json, null, 2);
  }

  /** @throws TooLarge before reading what no clipboard should hold */
  async #readAll(from: number, end: number): Promise<Uint8Array> {
    if (end - from > COPIED_BYTES) throw new TooLarge(end - from);
    return this.#read(from, end - from);
  }

  async #copy(text: () => Promise<string> | string): Promise<void> {
    try {
      await navigator.clipboard.writeText(await text());
      this.#status.textContent = t("copied");
    } catch (error) {
      const values = {
        size: formatSize(error instanceof TooLarge ? error.size : 0),
        most: formatSize(COPIED_BYTES),
      };
      this.#status.textContent = error instanceof TooLarge ? t("tooLargeToCopy", values) : t("notCopied");
    }
  }
}

class TooLarge extends Error {
  readonly size: number;
  constructor(size: number) {
    super("too large");
    this.size = size;
  }
}
