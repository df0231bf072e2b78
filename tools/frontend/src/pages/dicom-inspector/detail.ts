/** The pane beside the tree: everything about the selected element, read from the file when it is selected. */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import { EXPLICIT_VR, NO_ROW, pathOf, Tag, valueLength, valueOffset, vrName, WRITTEN_UN } from "../../dicom";
import { type Copyable, copyMenu, NotCopied } from "../../elements/copy";
import { h } from "../../elements/dom";
import { english, withEnglish } from "../../elements/english";
import { later } from "../../elements/idle";
import { masking, shown } from "../../shell/mask";
import { markdownTable } from "../../text/forms";
import type { Inspection } from "../../workers/dicom";
import { d } from "./detail-text";
import { changeMenu } from "./edit-box";
import { formatSize } from "./format";
import { HexPane } from "./hex";
import type { FileEditor } from "./live";
import { placeOf } from "./places";
import { columns, type InspectionRows } from "./rows";
import { t } from "./text";
import { valueHex, valueText } from "./values";

const forms = later(() => import("./row-forms"));
const definition = later(() => import("./definition"));

type RowForms = Awaited<ReturnType<typeof forms>>;

/** A pane is no editor: beyond this the value is cut, and says so. */
const SHOWN_BYTES = 16_384;
/** What may lie on a clipboard without stopping the page. */
const COPIED_BYTES = 4 * 1_024 * 1_024;
/** After an element of undefined length: its delimiter. */
const DELIMITER = 8;

export class DetailPane {
  readonly #top = h("div", {});
  readonly #hex: HexPane;
  readonly element: HTMLElement;
  readonly #blob: Blob;
  readonly #inspection: Inspection;
  readonly #rows: InspectionRows;
  readonly #editor: FileEditor | null;
  #row = NO_ROW;

  /** `choose` selects a row, when a byte of it was chosen here. Without an `editor` nothing can be changed. */
  constructor(
    blob: Blob,
    inspection: Inspection,
    rows: InspectionRows,
    { choose, editor }: { choose: (row: number) => void; editor?: FileEditor },
  ) {
    this.#blob = blob;
    this.#inspection = inspection;
    this.#rows = rows;
    this.#editor = editor ?? null;
    this.#hex = new HexPane(blob, inspection, choose);
    this.element = h(
      "section",
      { className: "inspector-detail", "aria-label": d("detail") },
      this.#top,
      this.#hex.element,
    );
    this.#say(h("p", { className: "muted" }, d("selectOne")));
  }

  /** Shows a row. What arrives late for an earlier one is dropped. */
  async show(row: number): Promise<void> {
    this.#row = row;
    if (row === NO_ROW) this.#say(h("p", { className: "muted" }, d("selectOne")));
    try {
      await Promise.all([this.#hex.show(row), row === NO_ROW ? null : this.#showValue(row)]);
    } catch {
      if (row === this.#row) this.#say(h("p", { className: "note bad" }, d("unreadablePart")));
    }
  }

  /** The same row again: its values are to be masked, or no longer. */
  redraw(): void {
    if (this.#row !== NO_ROW) void this.show(this.#row);
  }

  #say(...children: readonly HTMLElement[]): void {
    this.#top.replaceChildren(...children);
  }

  async #showValue(row: number): Promise<void> {
    const { elements } = this.#inspection.file;
    const length = valueLength(elements, row);
    const [bytes, { definitionOf }] = await Promise.all([
      this.#read(valueOffset(elements, row), Math.min(length, SHOWN_BYTES)),
      definition(),
    ]);
    if (row === this.#row) this.#draw(row, bytes, definitionOf(this.#inspection, row));
  }

  async #read(offset: number, count: number): Promise<Uint8Array> {
    return new Uint8Array(await this.#blob.slice(offset, offset + count).arrayBuffer());
  }

  #draw(row: number, bytes: Uint8Array, defined: readonly HTMLElement[]): void {
    const isItem = this.#rows.tag(row) === Tag.ITEM;
    const title = isItem ? this.#rows.itemName(row) : this.#rows.name(row);
    const form = h("div");
    this.#say(
      h(
        "div",
        { className: "inspector-bar" },
        h("h2", { tabIndex: -1 }, !isItem && this.#rows.hasStandardName(row) ? english(title) : title),
        copyMenu(this.#copyable(row)),
        this.#editor ? changeMenu(this.#target(row, this.#editor), form) : null,
      ),
      form,
      this.#facts(row, defined),
      ...this.#value(row, bytes),
    );
  }

  #facts(row: number, defined: readonly HTMLElement[]): HTMLElement {
    const { file, entries } = this.#inspection;
    const { elements } = file;
    const isItem = elements.item[row] !== 0;
    const entry = isItem ? undefined : entries.get(this.#rows.tag(row));
    const retired = entry?.retired ? ` (${d("retired")})` : "";
    const facts: readonly (readonly [string, string])[] = [
      [t("path"), pathOf(elements, row)],
      [t("vr"), isItem ? "" : this.#vr(row)],
      [d("multiplicity"), entry?.vm ?? ""],
      [d("keyword"), entry && entry.keyword !== "" ? entry.keyword + retired : ""],
      [d("creator"), shown(this.#rows.creator(row))],
      [d("length"), this.#length(row)],
      [d("place"), d("placeAt", { at: elements.offset[row] as number, value: valueOffset(elements, row) })],
    ];
    const filled = facts.filter(([, value]) => value !== "");
    return h(
      "dl",
      {},
      ...filled.flatMap(([name, value]) => [h("dt", {}, name), h("dd", { className: "mono" }, value)]),
      ...defined,
    );
  }

  /** The VR, and who says so. */
  #vr(row: number): string {
    const { elements } = this.#inspection.file;
    const vr = vrName(elements.vr[row] as number);
    const listed = this.#inspection.entries.get(this.#rows.tag(row))?.vr;
    const isUnknown = ((elements.flags[row] as number) & WRITTEN_UN) !== 0;
    if (isUnknown) return d("vrOther", { vr: "UN", expected: vr });
    const isExplicit = ((elements.flags[row] as number) & EXPLICIT_VR) !== 0;
    if (!isExplicit) return d(listed ? "vrDictionary" : "vrUnlisted", { vr });
    if (listed && !listed.split(" or ").includes(vr)) return d("vrOther", { vr, expected: listed });
    return d("vrFile", { vr });
  }

  #length(row: number): string {
    const { elements } = this.#inspection.file;
    const length = valueLength(elements, row);
    const announced = elements.length[row] as number;
    if (announced === Tag.UNDEFINED_LENGTH) return d("lengthOpen", { n: length });
    return announced === length ? t("byteCount", { n: length }) : t("bytesOf", { n: length, all: announced });
  }

  /** The value in full as far as it is text; of binary ones the bytes below say it all. */
  #value(row: number, bytes: Uint8Array): HTMLElement[] {
    const { elements } = this.#inspection.file;
    const length = valueLength(elements, row);
    if (length === 0) return [h("p", { className: "muted" }, d("noValue"))];
    const text = valueText(this.#inspection, row, bytes);
    if (text === null) return [h("p", {}, this.#rows.value(row))];
    const names = unmasked(text)
      .split("\\")
      .flatMap((uid) => {
        const name = this.#inspection.uids.get(uid)?.name;
        if (!name) return [];
        const sentence = d("uidName", { uid: shown(datum(uid)), name });
        return [h("p", { className: "muted" }, ...withEnglish(sentence, [name]))];
      });
    const parts = [h("pre", { className: "inspector-value mono", tabIndex: 0 }, shown(text)), ...names];
    if (bytes.length < length) {
      parts.push(h("p", { className: "muted" }, d("valueCut", { n: bytes.length, all: length })));
    }
    return parts;
  }

  #target(row: number, editor: FileEditor): Parameters<typeof changeMenu>[0] {
    const { elements } = this.#inspection.file;
    const text = async (): Promise<Datum | null> => {
      const bytes = await this.#read(valueOffset(elements, row), valueLength(elements, row));
      return valueText(this.#inspection, row, bytes);
    };
    return { inspection: this.#inspection, row, editor, text };
  }

  #copyable(row: number): Copyable {
    const names = columns().map(({ label }) => label);
    return {
      path: pathOf(this.#inspection.file.elements, row),
      place: placeOf(this.#inspection.file.elements, row),
      columns: names,
      cells: () => this.#rows.cells(row),
      value: () => this.#valueToCopy(row),
      json: () => this.#bytesToCopy(row, (loaded) => loaded.rowJson),
      ticket: () => markdownTable(names, [masking.masked(() => this.#rows.cells(row))]),
      more: [{ label: "dcmdump", text: () => this.#bytesToCopy(row, (loaded) => loaded.rowDump) }],
    };
  }

  async #valueToCopy(row: number): Promise<string> {
    const { elements } = this.#inspection.file;
    const bytes = await this.#readAll(valueOffset(elements, row), elements.valueEnd[row] as number);
    const text = valueText(this.#inspection, row, bytes) ?? valueHex(this.#inspection, row, bytes);
    return text === null ? this.#rows.value(row) : shown(text);
  }

  async #bytesToCopy(row: number, formIn: (loaded: RowForms) => RowForms["rowJson"]): Promise<string> {
    const { elements } = this.#inspection.file;
    const from = elements.offset[row] as number;
    const bytes = await this.#readAll(from, (elements.valueEnd[row] as number) + DELIMITER);
    return formIn(await forms())(this.#inspection, row, bytes);
  }

  /** @throws NotCopied before reading what no clipboard should hold */
  async #readAll(from: number, end: number): Promise<Uint8Array> {
    if (end - from > COPIED_BYTES) {
      const values = { size: formatSize(end - from), most: formatSize(COPIED_BYTES) };
      throw new NotCopied(d("tooLargeToCopy", values));
    }
    return this.#read(from, end - from);
  }
}
