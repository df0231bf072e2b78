/** Findings as rows of the grid: a group for each rule, and what was found of it beneath. */

import { anyItem } from "../../dicom/validate";
import type { GridColumn, GridRows } from "../../elements/grid";
import type { TreeColumns } from "../../elements/grid-branches";
import { formatNumber } from "../../text/define";
import { matches } from "../../text/matches";
import type { Inspection } from "../../workers/dicom";
import { elementName, nameAt } from "../dicom-inspector/problems";
import {
  codeOf,
  expectedIn,
  foundIn,
  type Line,
  placeOfLine,
  titleOf,
  type Weight,
  weightOf,
} from "./sentences";
import { t } from "./text";

interface Group {
  readonly code: string;
  readonly weight: Weight;
  readonly lines: readonly Line[];
}

export function columns(): readonly GridColumn[] {
  return [
    { key: "what", label: t("what") },
    { key: "path", label: t("path"), className: "m" },
    { key: "found", label: t("found"), className: "m" },
    { key: "expected", label: t("expected"), className: "m" },
    { key: "module", label: t("module"), english: true },
  ];
}

const WHAT = 0;
const PATH = 1;
const FOUND = 2;
const EXPECTED = 3;

export class FindingRows implements GridRows {
  readonly count: number;
  readonly tree: TreeColumns;
  readonly #inspection: Inspection;
  /** By row: a group, or one of its lines. */
  readonly #rows: readonly (Group | Line)[];

  constructor(inspection: Inspection, lines: readonly Line[]) {
    this.#inspection = inspection;
    this.#rows = groupsOf(lines).flatMap((group) => [group, ...group.lines]);
    this.count = this.#rows.length;
    const level = new Uint8Array(this.count).fill(2);
    const end = Uint32Array.from({ length: this.count }, (_, row) => row + 1);
    this.#rows.forEach((row, at) => {
      if (!("lines" in row)) return;
      level[at] = 1;
      end[at] = at + row.lines.length + 1;
    });
    this.tree = { level, end };
  }

  readonly isOurs = (): boolean => false;
  readonly rowClass = (row: number): string => {
    const it = this.#rows[row];
    return it && "lines" in it ? `finding-group weight-${it.weight}` : "";
  };

  readonly cell = (row: number, column: number): string => {
    const it = this.#rows[row];
    if (!it) return "";
    if (!("lines" in it)) return this.#lineCell(it, column);
    if (column !== WHAT) return "";
    return `${t(`one:${it.weight}`)} · ${titleOf(it.code)} (${formatNumber(it.lines.length)})`;
  };

  #lineCell(line: Line, column: number): string {
    const { path, module } = placeOfLine(line);
    if (column === WHAT) return elementName(path, nameAt(path, this.#inspection));
    if (column === PATH) return path;
    if (column === FOUND) return foundIn(line);
    return column === EXPECTED ? expectedIn(line) : module;
  }

  /** null for a group. */
  line(row: number): Line | null {
    const it = this.#rows[row];
    return it && !("lines" in it) ? it : null;
  }

  /** The first row whose finding has this path; -1 if none has. */
  withPath(path: string): number {
    return this.#rows.findIndex((it) => !("lines" in it) && placeOfLine(it).path === path);
  }

  /** The first row of what this rule has at this element, in whichever item; -1 if there is none. */
  ofRule(code: string, path: string): number {
    return this.#rows.findIndex(
      (it) => !("lines" in it) && codeOf(it) === code && anyItem(placeOfLine(it).path) === path,
    );
  }

  /** Rows of groups that stand folded at first: they are no errors, and there may be many of them. */
  get quiet(): readonly number[] {
    return [...this.#rows.keys()].filter((row) => {
      const it = this.#rows[row];
      return it && "lines" in it && (it.weight === "note" || it.weight === "undecided");
    });
  }

  /** Rows of one weight, groups included; null for all. */
  ofWeight(weight: Weight | "all"): Uint32Array | null {
    if (weight === "all") return null;
    return Uint32Array.from([...this.#rows.keys()].filter((row) => this.#weight(row) === weight));
  }

  #weight(row: number): Weight | null {
    const it = this.#rows[row];
    return it ? ("lines" in it ? it.weight : weightOf(it)) : null;
  }

  readonly matcher = (words: string): ((row: number) => boolean) => {
    return (row) => {
      const line = this.line(row);
      if (!line) return false;
      const cells = columns().map((_, column) => this.cell(row, column));
      return matches([titleOf(codeOf(line)), ...cells].join(" "), words);
    };
  };
}

/** Lines of one rule stand together; rules in the order of their first line. */
function groupsOf(lines: readonly Line[]): readonly Group[] {
  const groups = new Map<string, Group & { lines: Line[] }>();
  for (const line of lines) {
    const key = `${weightOf(line)} ${codeOf(line)}`;
    const group = groups.get(key) ?? { code: codeOf(line), weight: weightOf(line), lines: [] };
    group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.values()];
}
