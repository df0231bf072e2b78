/** An inspection as rows of the grid, and the search over them. */

import { rowText } from "../../bytes/text-column";
import {
  CUT_SHORT,
  type ElementIndex,
  ENCAPSULATED,
  isText,
  itemCount,
  NO_ROW,
  Tag,
  valueLength,
  vrCode,
  vrName,
} from "../../dicom";
import type { GridColumn, GridRows } from "../../elements/grid";
import { formatNumber } from "../../text/define";
import type { Inspection } from "../../workers/dicom";
import { t } from "./text";

const VR_SQ = vrCode("SQ");

export function columns(): readonly GridColumn[] {
  return [
    { key: "tag", label: t("tag"), className: "m" },
    { key: "vr", label: t("vr"), className: "m" },
    { key: "name", label: t("name") },
    { key: "value", label: t("value"), className: "m" },
    { key: "byte", label: t("byte"), className: "n" },
  ];
}

export class InspectionRows implements GridRows {
  readonly count: number;
  readonly #inspection: Inspection;
  readonly #index: ElementIndex;
  readonly #faulty: ReadonlySet<number>;
  /** What the search looks at, one lower-case line a row, made when first wanted. */
  #haystack: readonly string[] | null = null;

  constructor(inspection: Inspection, faulty: ReadonlySet<number>) {
    this.#inspection = inspection;
    this.#index = inspection.file.elements;
    this.#faulty = faulty;
    this.count = this.#index.count;
  }

  readonly level = (row: number): number => this.#index.level[row] as number;
  readonly end = (row: number): number => this.#index.end[row] as number;
  readonly rowClass = (row: number): string => (this.#faulty.has(row) ? "faulty" : "");

  readonly cell = (row: number, column: number): string => {
    if (column === 0) return this.#isItem(row) ? this.itemName(row) : Tag.tagText(this.tag(row));
    if (column === 1) return vrName(this.#index.vr[row] as number);
    if (column === 2) return this.#isItem(row) ? this.#itemTitle(row) : this.name(row);
    if (column === 3) return this.value(row);
    return formatNumber(this.#index.offset[row] as number);
  };

  tag(row: number): number {
    return this.#index.tag[row] as number;
  }

  #isItem(row: number): boolean {
    return this.tag(row) === Tag.ITEM && this.#index.item[row] !== 0;
  }

  #isFragment(row: number): boolean {
    return this.#isItem(row) && this.#has(row, ENCAPSULATED);
  }

  #has(row: number, flag: number): boolean {
    return ((this.#index.flags[row] as number) & flag) !== 0;
  }

  itemName(row: number): string {
    return t(this.#isFragment(row) ? "fragment" : "item", { n: this.#index.item[row] as number });
  }

  /** PS3.5 A.4: the first fragment is the Basic Offset Table, often empty. */
  #itemTitle(row: number): string {
    return this.#isFragment(row) && this.#index.item[row] === 1 ? t("offsetTable") : "";
  }

  /** The name by the dictionary; of private elements, who made them. */
  name(row: number): string {
    const tag = this.tag(row);
    const known = this.#inspection.entries.get(tag);
    if (known) return known.name;
    if (!Tag.isPrivate(tag)) return t("unknownName");
    const creator = this.creator(row);
    return creator ? t("privateName", { creator }) : t("privateNoCreator");
  }

  /** The value of the private creator element, "" if there is none. */
  creator(row: number): string {
    const at = this.#inspection.creators[row] ?? NO_ROW;
    return at === NO_ROW ? "" : rowText(this.#inspection.texts, at);
  }

  value(row: number): string {
    const index = this.#index;
    const length = valueLength(index, row);
    const text = rowText(this.#inspection.texts, row);
    if (this.#isFragment(row)) return t("byteCount", { n: length });
    if (this.#isItem(row)) return this.#counted(row, "oneElement", "elementCount");
    if (this.#has(row, ENCAPSULATED)) return t("fragmentCount", { n: itemCount(index, row) });
    const isSequence = index.vr[row] === VR_SQ || (index.end[row] as number) > row + 1;
    if (isSequence) return this.#counted(row, "oneItem", "itemCount");
    if (this.#has(row, CUT_SHORT)) {
      const cut = t("bytesOf", { n: length, all: index.length[row] as number });
      return isText(index.vr[row] as number) && text !== "" ? `${text}… (${cut})` : cut;
    }
    return text.endsWith("…") && /^([0-9A-F]{2}[ …])+$/.test(text)
      ? `${text} ${t("byteCount", { n: length })}`
      : text;
  }

  #counted(row: number, one: "oneElement" | "oneItem", many: "elementCount" | "itemCount"): string {
    const n = itemCount(this.#index, row);
    return n === 1 ? t(one) : t(many, { n });
  }

  /** The rows whose tag, keyword, name or value holds `words`, with all they lie in; and how many matched. */
  search(words: string): { rows: Uint32Array; matches: number } {
    const wanted = words.trim().toLowerCase();
    this.#haystack ??= Array.from({ length: this.count }, (_, row) => this.#searchable(row));
    const shown = new Uint8Array(this.count);
    let matches = 0;
    this.#haystack.forEach((line, row) => {
      if (!line.includes(wanted)) return;
      matches++;
      for (let at = row; at !== NO_ROW && shown[at] === 0; at = this.#index.parent[at] as number)
        shown[at] = 1;
    });
    const rows = new Uint32Array(shown.reduce((sum, flag) => sum + flag, 0));
    let place = 0;
    shown.forEach((flag, row) => {
      if (flag === 1) rows[place++] = row;
    });
    return { rows, matches };
  }

  #searchable(row: number): string {
    if (this.#isItem(row)) return "";
    const tag = this.tag(row);
    const keyword = this.#inspection.entries.get(tag)?.keyword ?? "";
    const text = rowText(this.#inspection.texts, row);
    return [Tag.tagText(tag), Tag.tagHex(tag), keyword, this.name(row), text].join("\n").toLowerCase();
  }
}
