/** An inspection as rows of the grid, and what the search looks for in them. */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import { rowText } from "../../bytes/text-column";
import {
  CUT_SHORT,
  type ElementIndex,
  ENCAPSULATED,
  isText,
  itemCount,
  NO_ROW,
  pathOf,
  Tag,
  valueLength,
  vrCode,
  vrName,
} from "../../dicom";
import type { GridColumn, GridRows } from "../../elements/grid";
import type { TreeColumns } from "../../elements/grid-branches";
import { shown } from "../../shell/mask";
import { formatNumber } from "../../text/define";
import type { Inspection } from "../../workers/dicom";
import { t } from "./text";

const VR_SQ = vrCode("SQ");
const NOTHING = datum("");

export function columns(): readonly GridColumn[] {
  return [
    { key: "tag", label: t("tag"), className: "m" },
    { key: "vr", label: t("vr"), className: "m" },
    { key: "name", label: t("name"), english: true },
    { key: "value", label: t("value"), className: "m" },
    { key: "byte", label: t("byte"), className: "n" },
  ];
}

export class InspectionRows implements GridRows {
  readonly count: number;
  readonly tree: TreeColumns;
  readonly #inspection: Inspection;
  readonly #index: ElementIndex;
  readonly #faulty: ReadonlySet<number>;

  constructor(inspection: Inspection, faulty: ReadonlySet<number>) {
    this.#inspection = inspection;
    this.#index = inspection.file.elements;
    this.#faulty = faulty;
    this.count = this.#index.count;
    this.tree = this.#index;
  }

  readonly end = (row: number): number => this.#index.end[row] as number;
  readonly isOurs = (row: number): boolean => !this.hasStandardName(row);
  readonly rowClass = (row: number): string => (this.#faulty.has(row) ? "faulty" : "");

  readonly cell = (row: number, column: number): string => {
    if (column === 0) return this.#isItem(row) ? this.itemName(row) : Tag.tagText(this.tag(row));
    if (column === 1) return vrName(this.#index.vr[row] as number);
    if (column === 2) return this.#isItem(row) ? this.#itemTitle(row) : this.name(row);
    if (column === 3) return this.value(row);
    return formatNumber(this.#index.offset[row] as number);
  };

  /** All columns of a row, as the table shows them. */
  cells(row: number): readonly string[] {
    return columns().map((_, column) => this.cell(row, column));
  }

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

  /** Whether what `name` says is the standard's, and English. */
  hasStandardName(row: number): boolean {
    return this.#isItem(row) || this.#inspection.entries.has(this.tag(row));
  }

  /** The name by the dictionary; of private elements, who made them. */
  name(row: number): string {
    const tag = this.tag(row);
    const known = this.#inspection.entries.get(tag);
    if (known) return known.name;
    if (!Tag.isPrivate(tag)) return t("unknownName");
    const creator = shown(this.creator(row));
    return creator ? t("privateName", { creator }) : t("privateNoCreator");
  }

  /** The value of the private creator element, "" if there is none. */
  creator(row: number): Datum {
    const at = this.#inspection.creators[row] ?? NO_ROW;
    return at === NO_ROW ? NOTHING : this.#text(at);
  }

  #text(row: number): Datum {
    return rowText(this.#inspection.texts, row);
  }

  /** What the table shows: the start of the value, or what a container holds. */
  value(row: number): string {
    const index = this.#index;
    const length = valueLength(index, row);
    const text = shown(this.#text(row));
    if (this.#isFragment(row)) return t("byteCount", { n: length });
    if (this.#isItem(row)) return t("elementCount", { n: itemCount(index, row) });
    if (this.#has(row, ENCAPSULATED)) return t("fragmentCount", { n: itemCount(index, row) });
    const isSequence = index.vr[row] === VR_SQ || (index.end[row] as number) > row + 1;
    if (isSequence) return t("itemCount", { n: itemCount(index, row) });
    if (this.#has(row, CUT_SHORT)) {
      const cut = t("bytesOf", { n: length, all: index.length[row] as number });
      return isText(index.vr[row] as number) && text !== "" ? `${text}… (${cut})` : cut;
    }
    const whole = unmasked(this.#text(row));
    const isCutBinary = whole.endsWith("…") && /^([0-9A-F]{2}[ …])+$/.test(whole);
    return isCutBinary ? `${text} ${t("byteCount", { n: length })}` : text;
  }

  /** Whether a row's tag, keyword, name, value or path holds the words, whatever their case. */
  readonly matcher = (words: string): ((row: number) => boolean) => {
    const wanted = words.toLowerCase();
    const isPath = /[[\]/]/.test(wanted);
    // A million rows have a few thousand tags.
    const byTag = new Map<number, boolean>();
    const tagMatches = (row: number): boolean => {
      const tag = this.tag(row);
      const known = Tag.isPrivate(tag) ? undefined : byTag.get(tag);
      if (known !== undefined) return known;
      const keyword = this.#inspection.entries.get(tag)?.keyword ?? "";
      const line = [Tag.tagText(tag), Tag.tagHex(tag), keyword, this.name(row)].join("\n").toLowerCase();
      const matches = line.includes(wanted);
      byTag.set(tag, matches);
      return matches;
    };
    return (row) => {
      if (isPath && pathOf(this.#index, row).toLowerCase().includes(wanted)) return true;
      if (this.#isItem(row)) return false;
      return tagMatches(row) || unmasked(this.#text(row)).toLowerCase().includes(wanted);
    };
  };
}
