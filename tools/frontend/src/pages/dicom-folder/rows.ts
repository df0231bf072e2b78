/** The folder as rows of the grid: the tree, and below it what has no place in it. */

import { type Datum, datum, unmasked } from "../../bytes/datum";
import type { Head, InstanceNode, Place, SeriesNode, StudyNode } from "../../dicom/folder";
import type { GridColumn, GridRows } from "../../elements/grid";
import type { TreeColumns } from "../../elements/grid-branches";
import { endsOf } from "../../elements/tree-ends";
import type { Item } from "../../intake/item";
import { shown } from "../../shell/mask";
import { formatNumber, formatSize } from "../../text/define";
import { matches } from "../../text/matches";
import type { Chosen } from "./chosen";
import type { FolderModel, Other } from "./model";
import { oddSentence, shortSentence } from "./sentences";
import { t } from "./tree-text";

export type RowKind = "patient" | "study" | "series" | "instance" | "others" | "other";

export interface Row {
  readonly kind: RowKind;
  readonly level: number;
  /** Into the tree; of others empty. */
  readonly place: Place;
  readonly head: Head | null;
  /** Numbers of the files beneath. */
  readonly files: readonly number[];
  readonly other: Other | null;
}

/** What is known of duplicates once they were compared, by the numbers of the files. */
export type Compared = ReadonlyMap<number, "equal" | "different">;

export const columns = (): readonly GridColumn[] => [
  { key: "what", label: t("what") },
  { key: "details", label: t("details") },
  { key: "files", label: t("files"), className: "n" },
  { key: "size", label: t("size"), className: "n" },
  { key: "remarks", label: t("remarks") },
];

/** Of a row whose files are chosen. */
const SIGNS = { all: "☑", some: "◪", none: "☐" } as const;

export class FolderRows implements GridRows {
  readonly count: number;
  readonly tree: TreeColumns;
  readonly rows: readonly Row[];
  readonly #items: readonly Item[];
  readonly #unlisted: ReadonlySet<number>;
  readonly #sizes: Float64Array;
  readonly #remarks: ReadonlyMap<string, readonly (() => string)[]>;
  readonly #duplicates: ReadonlySet<number>;
  readonly #byPlace = new Map<string, number>();
  readonly #chosen: Chosen;
  #compared: Compared = new Map();

  constructor(model: FolderModel, items: readonly Item[], chosen: Chosen) {
    this.#items = items;
    this.#chosen = chosen;
    this.#unlisted = model.unlisted;
    this.#sizes = model.sizes;
    this.rows = rowsOf(model);
    this.count = this.rows.length;
    for (const [row, { place }] of this.rows.entries())
      if (place.length > 0) this.#byPlace.set(place.join("."), row);
    this.tree = treeColumns(this.rows);
    const remarks = new Map<string, (() => string)[]>();
    for (const finding of model.findings) {
      const key = finding.place.join(".");
      remarks.set(key, [...(remarks.get(key) ?? []), () => shortSentence(finding)]);
    }
    this.#remarks = remarks;
    this.#duplicates = new Set(model.findings.flatMap(({ sets }) => sets.flat()));
  }

  set compared(compared: Compared) {
    this.#compared = compared;
  }

  readonly rowClass = (row: number): string => {
    const it = this.rows[row];
    return it && this.#isOdd(it) ? `folder-${it.kind} faulty` : `folder-${it?.kind}`;
  };

  readonly cell = (row: number, column: number): string => {
    const it = this.rows[row];
    if (!it) return "";
    if (column === 0) return whatOf(it, this.path(it));
    if (column === 1) return detailsOf(it);
    if (column === 2)
      return it.kind === "instance" || it.kind === "other" ? "" : formatNumber(it.files.length);
    if (column === 3) return it.files.length > 0 ? formatSize(this.size(it)) : "";
    if (column === 4) return this.remark(it);
    return it.kind === "other" || it.kind === "others" ? "" : SIGNS[this.#chosen.state(it.files)];
  };

  cells(row: number): readonly string[] {
    return columns().map((_, column) => this.cell(row, column));
  }

  /** Of a single file. */
  path({ files, other }: Row): Datum {
    return other?.path ?? this.#items[files[0] ?? -1]?.path ?? datum("");
  }

  /** Bytes of all files beneath. */
  size({ files }: Row): number {
    return files.reduce((sum, file) => sum + (this.#sizes[file] ?? 0), 0);
  }

  #isOdd(row: Row): boolean {
    return row.kind === "instance" ? this.remark(row) !== "" : this.#remarks.has(row.place.join("."));
  }

  /** What is odd about it, "" for nothing. */
  remark({ kind, place, files, other }: Row): string {
    if (other) return oddSentence(other);
    if (kind !== "instance")
      return (this.#remarks.get(place.join(".")) ?? []).map((say) => say()).join(" · ");
    const file = files[0] as number;
    const duplicate = this.#duplicates.has(file) ? t(DUPLICATE[this.#compared.get(file) ?? "unknown"]) : "";
    return [duplicate, this.#unlisted.has(file) ? t("odd:unlisted") : ""]
      .filter((one) => one !== "")
      .join(" · ");
  }

  /** The row of a place; -1 where there is none. */
  at(place: Place): number {
    return this.#byPlace.get(place.join(".")) ?? -1;
  }

  /** Words are looked for in what is shown, in UIDs and in paths. */
  readonly matcher = (words: string): ((row: number) => boolean) => {
    return (row) => {
      const it = this.rows[row];
      if (!it) return false;
      return matches([...this.cells(row), ...hidden(it), unmasked(this.path(it))].join(" "), words);
    };
  };
}

const DUPLICATE = { equal: "isEqual", different: "isDifferent", unknown: "isDuplicate" } as const;

/** What a row of this kind is found by besides. */
function hidden({ head, kind }: Row): readonly string[] {
  if (!head) return [];
  const uid = kind === "study" ? head.study : kind === "series" ? head.series : head.sopInstance;
  return kind === "patient" ? [] : [unmasked(uid)];
}

function rowsOf({ patients, others }: FolderModel): readonly Row[] {
  const rows: Row[] = [];
  for (const [at, { head, studies }] of patients.entries()) {
    const files = studies.flatMap(({ series }) => series.flatMap(({ instances }) => filesOf(instances)));
    rows.push({ kind: "patient", level: 1, place: [at], head, files, other: null });
    for (const [place, study] of studies.entries()) rows.push(...studyRows(study, [at, place]));
  }
  if (others.length === 0) return rows;
  const files = others.map(({ file }) => file).filter((file) => file >= 0);
  rows.push({ kind: "others", level: 1, place: [], head: null, files, other: null });
  for (const other of others) {
    rows.push({
      kind: "other",
      level: 2,
      place: [],
      head: null,
      files: other.file < 0 ? [] : [other.file],
      other,
    });
  }
  return rows;
}

const filesOf = (instances: readonly InstanceNode[]): readonly number[] => instances.map(({ file }) => file);

function studyRows({ head, series }: StudyNode, place: Place): readonly Row[] {
  const files = series.flatMap(({ instances }) => filesOf(instances));
  return [
    { kind: "study", level: 2, place, head, files, other: null },
    ...series.flatMap((one, at) => seriesRows(one, [...place, at])),
  ];
}

function seriesRows({ head, instances }: SeriesNode, place: Place): readonly Row[] {
  return [
    { kind: "series", level: 3, place, head, files: filesOf(instances), other: null },
    ...instances.map(
      (one, at): Row => ({
        kind: "instance",
        level: 4,
        place: [...place, at],
        head: one.head,
        files: [one.file],
        other: null,
      }),
    ),
  ];
}

function treeColumns(rows: readonly Row[]): TreeColumns {
  const level = Uint8Array.from(rows, (row) => row.level);
  return { level, end: endsOf(level) };
}

/** `TEST-1 · SAMPLE^ADA`, `2020-02-29 · Head`, `#3 · CT · Axial`, `#12 · IM12.dcm` */
export function whatOf({ kind, head, other }: Row, path: Datum): string {
  if (kind === "others") return t("others");
  if (other || !head) return shown(path);
  if (kind === "patient")
    return joined(shown(head.patientId) || t("noId"), shown(head.patientName) || t("noName"));
  if (kind === "study") return joined(dateOf(head.studyDate) || t("noDate"), shown(head.studyDescription));
  if (kind === "series")
    return joined(
      numberOf(head.seriesNumber),
      shown(head.modality),
      shown(head.seriesDescription) || t("series"),
    );
  return joined(numberOf(head.instanceNumber), shown(path) || t("pasted"));
}

function detailsOf({ kind, head }: Row): string {
  if (!head) return "";
  if (kind === "patient") return joined(dateOf(head.birthDate), shown(head.sex));
  if (kind === "study") return joined(shown(head.accession), shown(head.studyId));
  const size = unmasked(head.rows) === "" ? "" : `${shown(head.columns)} × ${shown(head.rows)}`;
  if (kind === "series") return joined(shown(head.bodyPart), size);
  return joined(size, unmasked(head.frames) === "" ? "" : `${shown(head.frames)} ×`);
}

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" · ");
const numberOf = (number: Datum): string => (unmasked(number) === "" ? t("noNumber") : `#${shown(number)}`);

/** DA (PS3.5 6.2) as people write it; as it stands where it is none, or masked. */
export function dateOf(date: Datum): string {
  return shown(date).replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}
