/** What the selected row says of itself, and the way to its file in other tools. */

import { type Datum, unmasked } from "../../bytes/datum";
import { HEAD_TAGS, type HeadField } from "../../dicom/folder";
import { copyMenu } from "../../elements/copy";
import { h } from "../../elements/dom";
import { masking, shown } from "../../shell/mask";
import { markdownTable } from "../../text/forms";
import { className } from "./class-names";
import { fragmentOf } from "./places";
import { columns, dateOf, type FolderRows, type Row, type RowKind, whatOf } from "./rows";
import { t } from "./tree-text";

/** Names of PS3.6, which are English on every page. */
const NAMES: Readonly<Record<HeadField, string>> = {
  charset: "Specific Character Set",
  patientName: "Patient's Name",
  patientId: "Patient ID",
  issuer: "Issuer of Patient ID",
  birthDate: "Patient's Birth Date",
  sex: "Patient's Sex",
  study: "Study Instance UID",
  studyDate: "Study Date",
  studyTime: "Study Time",
  accession: "Accession Number",
  studyDescription: "Study Description",
  studyId: "Study ID",
  series: "Series Instance UID",
  modality: "Modality",
  seriesNumber: "Series Number",
  seriesDescription: "Series Description",
  bodyPart: "Body Part Examined",
  frameOfReference: "Frame of Reference UID",
  sopClass: "SOP Class UID",
  sopInstance: "SOP Instance UID",
  instanceNumber: "Instance Number",
  orientation: "Image Orientation (Patient)",
  frames: "Number of Frames",
  rows: "Rows",
  columns: "Columns",
};

const FIELDS = Object.keys(HEAD_TAGS) as HeadField[];
const between = (from: HeadField, to: HeadField): readonly HeadField[] =>
  FIELDS.slice(FIELDS.indexOf(from), FIELDS.indexOf(to) + 1);

/** What a row of this kind is about, the outer levels included. */
const OF_KIND: Readonly<Partial<Record<RowKind, readonly HeadField[]>>> = {
  patient: between("patientName", "sex"),
  study: between("patientName", "studyId"),
  series: between("patientName", "frameOfReference"),
  instance: FIELDS,
};

export interface DetailEvents {
  send(slug: "dicom-inspector" | "dicom-validator"): void;
}

export class FolderDetail {
  readonly element = h("section", { className: "folder-detail", "aria-label": t("selected") });
  readonly #events: DetailEvents;
  #shows: { readonly rows: FolderRows; readonly row: number } | null = null;

  constructor(events: DetailEvents) {
    this.#events = events;
    this.show(null, -1);
  }

  show(rows: FolderRows | null, row: number): void {
    const it = rows?.rows[row];
    this.#shows = rows && it ? { rows, row } : null;
    if (!rows || !it) {
      this.element.replaceChildren(h("p", { className: "muted" }, t("selectOne")));
      return;
    }
    this.element.replaceChildren(
      h("div", { className: "row" }, copyMenu(copyable(rows, row, it))),
      h("h2", {}, whatOf(it, rows.path(it))),
      h("p", {}, rows.remark(it)),
      it.files.length > 0 && it.kind !== "others" ? this.#ways() : "",
      facts(factsOf(it, rows.path(it))),
    );
  }

  redraw(): void {
    this.show(this.#shows?.rows ?? null, this.#shows?.row ?? -1);
  }

  #ways(): HTMLElement {
    const way = (slug: "dicom-inspector" | "dicom-validator", label: string): HTMLElement =>
      h("button", { type: "button", className: "btn small", onclick: () => this.#events.send(slug) }, label);
    return h(
      "div",
      { className: "row" },
      way("dicom-inspector", t("openInspector")),
      way("dicom-validator", t("openValidator")),
    );
  }
}

type Fact = readonly [name: string, text: string];

function factsOf({ kind, head, other }: Row, path: Datum): readonly Fact[] {
  const ofFile: readonly Fact[] = kind === "instance" || other ? [[t("path"), shown(path)]] : [];
  if (!head) return ofFile;
  const fields = (OF_KIND[kind] ?? []).filter((field) => unmasked(head[field]) !== "");
  return [...fields.map((field): Fact => [NAMES[field], seenValue(field, head[field])]), ...ofFile];
}

function seenValue(field: HeadField, text: Datum): string {
  if (field.endsWith("Date")) return dateOf(text);
  const name = className(text);
  return field === "sopClass" && name !== text ? `${shown(name)} · ${shown(text)}` : shown(text);
}

function facts(all: readonly Fact[]): HTMLElement {
  return h(
    "dl",
    { translate: false },
    ...all.flatMap(([name, text]) => [
      h("dt", name === t("path") ? {} : { lang: "en" }, name),
      h("dd", { className: "mono" }, text),
    ]),
  );
}

function copyable(rows: FolderRows, row: number, it: Row): Parameters<typeof copyMenu>[0] {
  const all = (): readonly Fact[] => factsOf(it, rows.path(it));
  const names = columns().map(({ label }) => label);
  return {
    value: () => whatOf(it, rows.path(it)),
    path: "",
    place: fragmentOf(it.place),
    columns: names,
    cells: () => rows.cells(row),
    ticket: () => markdownTable(names, [masking.masked(() => rows.cells(row))]),
    json: () => `${JSON.stringify(Object.fromEntries(all()), null, 2)}\n`,
  };
}
