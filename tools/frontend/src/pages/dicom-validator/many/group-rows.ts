/** Rules at elements as rows of the grid: what was found, where, and in how many files. */

import type { Severity } from "../../../dicom/validate";
import type { GridColumn, GridRows } from "../../../elements/grid";
import { formatNumber } from "../../../text/define";
import { matches } from "../../../text/matches";
import { titleOf } from "../sentences";
import { t as ofTool } from "../text";
import type { RuleGroup } from "./model";
import { elementOf } from "./sentences";
import { t } from "./text";

export const columns = (): readonly GridColumn[] => [
  { key: "what", label: ofTool("what") },
  { key: "element", label: ofTool("element"), english: true },
  { key: "files", label: t("files"), className: "n" },
];

const WHAT = 0;
const ELEMENT = 1;

export class GroupRows implements GridRows {
  readonly count: number;
  readonly groups: readonly RuleGroup[];

  constructor(groups: readonly RuleGroup[]) {
    this.groups = groups;
    this.count = groups.length;
  }

  readonly rowClass = (row: number): string => `many-${this.groups[row]?.severity}`;

  readonly cell = (row: number, column: number): string => {
    const group = this.groups[row];
    if (!group) return "";
    if (column === WHAT) return titleOf(group.code);
    return column === ELEMENT ? elementOf(group) : formatNumber(group.files.length);
  };

  /** Rows of a weight, among those that a search found; null for all. */
  among(weight: Severity | "all", found: Uint32Array | null): Uint32Array | null {
    if (weight === "all") return found;
    const rows = found ?? Uint32Array.from(this.groups.keys());
    return rows.filter((row) => this.groups[row]?.severity === weight);
  }

  readonly matcher = (words: string): ((row: number) => boolean) => {
    return (row) => {
      const { path = "", module = "", rule = "" } = this.groups[row] ?? {};
      const cells = columns().map((_, column) => this.cell(row, column));
      return matches([...cells, path, module, rule].join(" "), words);
    };
  };
}
