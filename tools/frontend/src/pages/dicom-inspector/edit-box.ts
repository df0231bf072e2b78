/** Changing the selected element: its value, another one beside it, or that it is not there. Comes with the detail pane. */

import { type Datum, unmasked } from "../../bytes/datum";
import { asFailure } from "../../bytes/fault";
import {
  type ElementIndex,
  isNumeric,
  isText,
  NO_ROW,
  pathAlong,
  rowAlong,
  Tag,
  vrCode,
  vrName,
  wayTo,
} from "../../dicom";
import { brokenRule } from "../../dicom/validate";
import type { Correction } from "../../dicom/write";
import { h } from "../../elements/dom";
import { type MenuItem, menuButton } from "../../elements/menu";
import { isInDoubt, signatureWords, verdictWords } from "../../elements/signature-words";
import { keyOf } from "../../keys/keys";
import type { Fragment } from "../../links/grammar";
import { masking, shown } from "../../shell/mask";
import { defineText } from "../../text/define";
import { Cancelled } from "../../workers/bridge";
import type { Inspection } from "../../workers/dicom";
import { formatSize } from "./format";
import type { FileEditor } from "./live";
import { placeAlong, placeOf } from "./places";

const t = defineText({
  en: {
    change: "Change",
    value: "Change the value",
    add: "Add an element",
    item: "Add an item",
    remove: "Remove it",
    valueLabel: "Value of {tag}",
    tagLabel: "Tag",
    vrLabel: "VR, if the dictionary does not say it",
    newLabel: "Value",
    newTop: "It is added at the top of the data set.",
    newWithin: "It is added within {path}.",
    isThere: "{tag} is there already. Select it to change its value.",
    many: "Between several values stands a backslash.",
    apply: "Apply",
    cancel: "Cancel",
    broken: "That is no value of {vr}; expected: {expected}. Apply it again to write it all the same.",
    "edit-tag": "That is no tag. Write it as 0010,0010.",
    "edit-structure":
      "How the file is read depends on this element. It follows from the rest, and is not changed here.",
    "edit-vr": "The dictionary does not say the VR of this tag. Name one: LO, DS, US …",
    "edit-binary": "A value of {vr} is neither text nor a number, and cannot be typed.",
    "edit-number": "“{found}” is no {vr}; expected: {expected}.",
    "edit-charset":
      "The character set that is declared here ({charset}) does not have “{character}”. Change Specific Character Set (0008,0005) first: ISO_IR 192 has every character.",
    "edit-place": "The file has no place for this element.",
    "edit-large": "Files up to {most} can be changed; this one has {size}.",
    "edit-nothing": "The file is so already. Nothing was changed.",
    "edit-codec":
      "The pixel data are compressed. To write them otherwise takes an image codec, which this page does not have.",
    "edit-rle":
      "The RLE fragments do not make the frames that Rows, Columns and Bits Allocated say. The file is as it was.",
    "edit-failed": "This page has a fault: the file could not be changed. It is as it was.",
  },
  de: {
    change: "Ändern",
    value: "Den Wert ändern",
    add: "Ein Datenelement hinzufügen",
    item: "Ein Item hinzufügen",
    remove: "Entfernen",
    valueLabel: "Wert von {tag}",
    tagLabel: "Tag",
    vrLabel: "VR, falls das Verzeichnis sie nicht nennt",
    newLabel: "Wert",
    newTop: "Es kommt auf die oberste Ebene des Data Sets.",
    newWithin: "Es kommt in {path}.",
    isThere: "{tag} gibt es hier schon. Wählen Sie es aus, um seinen Wert zu ändern.",
    many: "Zwischen mehreren Werten steht ein umgekehrter Schrägstrich.",
    apply: "Übernehmen",
    cancel: "Abbrechen",
    broken:
      "Das ist kein Wert von {vr}; erwartet: {expected}. Übernehmen Sie ihn noch einmal, um ihn trotzdem zu schreiben.",
    "edit-tag": "Das ist kein Tag. Schreiben Sie ihn wie 0010,0010.",
    "edit-structure":
      "Von diesem Datenelement hängt ab, wie die Datei gelesen wird. Es folgt aus dem Rest und wird hier nicht geändert.",
    "edit-vr": "Das Verzeichnis nennt für diesen Tag keine VR. Nennen Sie eine: LO, DS, US …",
    "edit-binary": "Ein Wert von {vr} ist weder Text noch Zahl und lässt sich nicht eintippen.",
    "edit-number": "„{found}“ ist kein {vr}; erwartet: {expected}.",
    "edit-charset":
      "Der hier angegebene Zeichensatz ({charset}) hat „{character}“ nicht. Ändern Sie zuerst Specific Character Set (0008,0005): ISO_IR 192 hat jedes Zeichen.",
    "edit-place": "Die Datei hat keinen Platz für dieses Datenelement.",
    "edit-large": "Dateien bis {most} lassen sich ändern; diese hat {size}.",
    "edit-nothing": "Die Datei ist schon so. Nichts wurde geändert.",
    "edit-codec":
      "Die Pixeldaten sind komprimiert. Sie anders zu schreiben, verlangt einen Bild-Codec, den diese Seite nicht hat.",
    "edit-rle":
      "Die RLE-Fragmente ergeben nicht die Bilder, die Rows, Columns und Bits Allocated nennen. Die Datei ist, wie sie war.",
    "edit-failed": "Diese Seite hat einen Fehler: Die Datei ließ sich nicht ändern. Sie ist, wie sie war.",
  },
});
type Key = Parameters<typeof t>[0];

const VR_SQ = vrCode("SQ");

/** PS3.5 6.2: text of one value, in which a backslash is a character like any other. */
const SINGLE: ReadonlySet<string> = new Set(["LT", "ST", "UR", "UT"]);
/** A form is no editor: longer values stay as they are. */
const MOST_BYTES = 65_536;

export interface Target {
  readonly inspection: Inspection;
  readonly row: number;
  readonly editor: FileEditor;
  /** All of the value as text; null where it has none. */
  text(): Promise<Datum | null>;
}

/** The menu of what can be changed; a form that it opens stands in `place`. */
export function changeMenu(target: Target, place: HTMLElement): HTMLElement {
  const { inspection, row, editor } = target;
  const { elements } = inspection.file;
  const way = wayTo(elements, row);
  const items: MenuItem[] = [];
  const open = (form: Form): void => {
    place.replaceChildren(form.element);
    form.focus();
  };
  if (mayType(target)) items.push({ label: t("value"), act: () => void valueForm(target, place).then(open) });
  items.push({ label: t("add"), act: () => open(newForm(target, place)) });
  const atOnce = (correction: Correction, after: Fragment): void => {
    const form = new Form(editor, place, []);
    place.replaceChildren(form.element);
    void form.send(correction, after);
  };
  if (elements.vr[row] === VR_SQ && elements.item[row] === 0) {
    const next = [...way, itemsOf(elements, row) + 1];
    items.push({ label: t("item"), act: () => atOnce({ kind: "item", way }, placeAlong(next)) });
  }
  const around = elements.parent[row] as number;
  items.push({
    label: t("remove"),
    act: () => atOnce({ kind: "remove", way }, placeOf(elements, around)),
  });
  return menuButton(t("change"), items);
}

/** How many items a sequence has. */
function itemsOf({ parent, end }: ElementIndex, row: number): number {
  let items = 0;
  for (let at = row + 1; at < (end[row] as number); at++) if (parent[at] === row) items++;
  return items;
}

function mayType({ inspection: { file }, row }: Target): boolean {
  const { elements } = file;
  const vr = elements.vr[row] as number;
  const isLeaf = elements.item[row] === 0 && elements.end[row] === row + 1;
  const length = (elements.valueEnd[row] as number) - (elements.offset[row] as number);
  return isLeaf && !masking.on && (isText(vr) || isNumeric(vr)) && length <= MOST_BYTES;
}

async function valueForm(target: Target, place: HTMLElement): Promise<Form> {
  const { inspection, row, editor } = target;
  const { elements } = inspection.file;
  const way = wayTo(elements, row);
  const vr = vrName(elements.vr[row] as number);
  const text = await target.text();
  const area = h("textarea", { rows: 3, spellcheck: false, className: "mono" });
  area.value = text === null ? "" : unmasked(text);
  const hint = SINGLE.has(vr) ? null : h("p", { className: "muted" }, t("many"));
  const label = t("valueLabel", { tag: Tag.tagText(elements.tag[row] as number) });
  const form = new Form(editor, place, [labelled(label, area), hint, ...signedHints(inspection, way)]);
  let warned = "";
  form.onsubmit = () => {
    const expected = warned === area.value ? "" : expectedOf(vr, area.value);
    warned = area.value;
    if (expected !== "") return form.say(t("broken", { vr, expected }));
    return void form.send({ kind: "value", way, text: area.value, vr: "" }, placeAlong(way));
  };
  return form;
}

/** Signatures that cover an element, said before it is changed. */
function signedHints({ signatures }: Inspection, way: readonly number[]): readonly HTMLElement[] {
  const made = { ways: [way], isRewritten: false };
  return signatures
    .filter((one) => isInDoubt(one, made))
    .map((one) => h("p", { className: "note" }, `${signatureWords(one)} ${verdictWords(one, made)}`));
}

/** What is expected in the place of the first value that breaks its VR's rule; "" if none does. */
function expectedOf(vr: string, text: string): string {
  const values = SINGLE.has(vr) ? [text] : text.split("\\");
  const broken = values
    .map((value) => (value === "" ? null : brokenRule(vr, value)))
    .find((one) => one !== null);
  return broken?.expected ?? "";
}

/** Into the item that is selected, or beside the element that is. */
function newForm({ inspection, row, editor }: Target, place: HTMLElement): Form {
  const { elements } = inspection.file;
  const holder = elements.item[row] === 0 ? (elements.parent[row] as number) : row;
  const around = holder === NO_ROW ? [] : wayTo(elements, holder);
  const tag = h("input", { type: "text", required: true, size: 12, className: "mono", autocomplete: "off" });
  const vr = h("input", { type: "text", maxLength: 2, size: 4, className: "mono", autocomplete: "off" });
  const value = h("textarea", { rows: 2, spellcheck: false, className: "mono" });
  const where = around.length === 0 ? t("newTop") : t("newWithin", { path: pathAlong(around) });
  const hint = h("p", { className: "muted" }, where);
  const fields = [
    hint,
    labelled(t("tagLabel"), tag),
    labelled(t("vrLabel"), vr),
    labelled(t("newLabel"), value),
  ];
  const form = new Form(editor, place, fields);
  form.onsubmit = () => {
    const [, group, element] = /^\(?([\da-f]{4}),?\s?([\da-f]{4})\)?$/i.exec(tag.value.trim()) ?? [];
    if (group === undefined) return form.say(t("edit-tag"));
    const way = [...around, Number.parseInt(`${group}${element}`, 16)];
    if (rowAlong(elements, way).exact) return form.say(t("isThere", { tag: tag.value.trim() }));
    return void form.send({ kind: "value", way, text: value.value, vr: vr.value.trim() }, placeAlong(way));
  };
  return form;
}

const labelled = (text: string, field: HTMLElement): HTMLElement =>
  h("label", { className: "field" }, text, field);

/** No `form`: the page's sandbox lets none be submitted, not even to a script. */
class Form {
  onsubmit: () => void = () => undefined;
  readonly element: HTMLElement;
  readonly #editor: FileEditor;
  readonly #alert = h("p", { className: "note bad", role: "alert", hidden: true });

  constructor(editor: FileEditor, place: HTMLElement, fields: readonly (HTMLElement | null)[]) {
    this.#editor = editor;
    const cancel = h("button", { type: "button", className: "btn small" }, t("cancel"));
    cancel.onclick = () => place.replaceChildren();
    const onclick = (): void => this.onsubmit();
    const apply = h("button", { type: "button", className: "btn small main", onclick }, t("apply"));
    const buttons = fields.length > 0 ? h("div", { className: "row" }, apply, cancel) : null;
    this.element = h("div", { className: "edit-form", role: "group" }, ...fields, this.#alert, buttons);
    this.element.ariaLabel = t("change");
    this.element.addEventListener("keydown", (event) => {
      if (keyOf("editor", event) === "leave") place.replaceChildren();
      else if (keyOf("apply", event) && event.target instanceof HTMLInputElement) this.onsubmit();
    });
  }

  focus(): void {
    this.element.querySelector<HTMLElement>("input, textarea")?.focus();
  }

  say(text: string): void {
    this.#alert.textContent = text;
    this.#alert.hidden = text === "";
  }

  /** Another view follows when it was done; or what is here says why not. */
  async send(correction: Correction, place: ReturnType<typeof placeAlong>): Promise<void> {
    this.say("");
    this.element.ariaBusy = "true";
    try {
      await this.#editor.correct(correction, place);
    } catch (error) {
      if (!(error instanceof Cancelled)) this.say(sentence(error));
    } finally {
      this.element.ariaBusy = "false";
    }
  }
}

const SAID: readonly string[] = [
  ...["edit-structure", "edit-vr", "edit-binary", "edit-number", "edit-charset", "edit-place", "edit-large"],
  ...["edit-nothing", "edit-codec", "edit-rle"],
];

/** Why a file was not changed. */
export function sentence(error: unknown): string {
  const { code, values } = asFailure(error);
  if (!SAID.includes(code)) return t("edit-failed");
  const text = (name: string): string => shown((values[name] ?? "") as Datum);
  return t(code as Key, {
    ...{ vr: String(values["vr"] ?? ""), expected: String(values["expected"] ?? "") },
    ...{ found: text("found"), character: text("character"), charset: String(values["charset"] ?? "") },
    ...{ size: formatSize(Number(values["size"] ?? 0)), most: formatSize(Number(values["most"] ?? 0)) },
  });
}
