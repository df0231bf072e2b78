/**
 * The document that the selected part carries (HL7 v2.5.1 2.A.24, 2.A.65), or that lies in it as base64: images and texts
 * are shown, everything can be saved or opened by the tool that is for it. Text stays text: nothing is drawn as HTML.
 */

import { datum, unmasked } from "../../bytes/datum";
import { detect, HEAD_BYTES, type Kind, offers, sentence, TEXTS } from "../../detect";
import { Base64Reader } from "../../detect/base64";
import { breath } from "../../elements/breath";
import { h } from "../../elements/dom";
import { saveFile } from "../../elements/report";
import { type EmbeddedDocument, encapsulated, fromHex, looksLikeBase64, pieces } from "../../hl7/document";
import { catalogue } from "../../shell/catalogue";
import { masking, shown } from "../../shell/mask";
import { HAND_OVER, type HandOver } from "../../shell/tool";
import { defineText, formatSize } from "../../text/define";
import type { OpenMessage } from "./open-message";

const t = defineText({
  en: {
    title: "Document",
    declared: "The message says: {type}.",
    masked: "It is not shown while values are masked.",
    stray:
      "Byte {at} of the encoded data has no business there. It was passed over; what follows may be wrong.",
    empty: "Nothing was encoded there.",
    image: "Image in {path}",
    brokenImage: "The browser cannot show this image: it is damaged, or of a kind that it does not know.",
    purpose: "For technical inspection and testing, not for diagnosis or treatment.",
    cut: "The first {n} characters are shown.",
    bytes: "First bytes",
    save: "Download",
    openIn: "Open in {tool}",
    pointer: "A pointer to a document elsewhere. Nothing is loaded from there.",
    large: "Show the document ({size})",
    failed: "The document could not be read because of a fault in this program.",
  },
  de: {
    title: "Dokument",
    declared: "Die Nachricht sagt: {type}.",
    masked: "Es wird nicht gezeigt, solange Werte maskiert sind.",
    stray:
      "Byte {at} der kodierten Daten gehört nicht dorthin. Es wurde übergangen; was folgt, kann falsch sein.",
    empty: "Dort ist nichts kodiert.",
    image: "Bild in {path}",
    brokenImage:
      "Der Browser kann dieses Bild nicht zeigen: Es ist beschädigt oder von einer Art, die er nicht kennt.",
    purpose: "Zur technischen Prüfung und zum Testen, nicht für Diagnose oder Behandlung.",
    cut: "Gezeigt sind die ersten {n} Zeichen.",
    bytes: "Erste Bytes",
    save: "Herunterladen",
    openIn: "Öffnen in: {tool}",
    pointer: "Ein Verweis auf ein Dokument an anderer Stelle. Von dort wird nichts geladen.",
    large: "Das Dokument zeigen ({size})",
    failed: "Das Dokument ließ sich wegen eines Fehlers in diesem Programm nicht lesen.",
  },
});
const say = defineText(TEXTS);

/** Larger ones are decoded when they are asked for. */
const AT_ONCE = 8 * 1024 * 1024;
/** Decoded without a pause. */
const STRETCH = 1024 * 1024;
const SHOWN_CHARACTERS = 20_000;
const SHOWN_BYTES = 128;
const BYTES_A_LINE = 16;

/** Kinds that browsers draw, by the media type that makes them do so. */
const IMAGES: Partial<Record<Kind, string>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  bmp: "image/bmp",
  webp: "image/webp",
};
const READABLE: ReadonlySet<Kind> = new Set<Kind>([
  ...(["text", "csv", "tsv", "json", "ndjson", "xml", "html", "cda", "x12", "edifact"] as const),
  ...(["hl7-v2", "hl7-v2-batch", "hl7-v2-log", "hl7-v2-xml"] as const),
  ...(["fhir-json", "fhir-xml", "fhir-ndjson", "dicom-json", "dicom-xml", "uid-list"] as const),
]);
/** How what is saved ends, where the kind's own name is not the ending. */
const ENDINGS: Partial<Record<Kind, string>> = {
  jpeg: "jpg",
  text: "txt",
  cda: "xml",
  dicom: "dcm",
  "dicom-bare": "dcm",
  "hl7-v2": "hl7",
  unknown: "bin",
};

/** What there is to say of a document in the row, or null where there is none. */
export function documentBox(open: OpenMessage, row: number): HTMLElement | null {
  const whole = wholeOf(open, row);
  if (open.entry(whole).type === "RP") return boxOf(h("p", { className: "muted" }, t("pointer")));
  const found = documentOf(open, row, whole);
  return found ? filled(open, row, found) : null;
}

/** The repetition that a row is in; the field, where it does not repeat. */
function wholeOf(open: OpenMessage, row: number): number {
  let at = row;
  while (at > 0 && (open.kind(at) === "component" || open.kind(at) === "subcomponent")) at--;
  return at;
}

function documentOf(open: OpenMessage, row: number, whole: number): EmbeddedDocument | null {
  const { bytes } = open.text;
  const { delimiters } = open.message.block;
  const isOne = open.kind(whole) === "repetition" || open.repetitions(whole) === 1;
  if (open.entry(whole).type === "ED" && isOne && open.kind(whole) !== "segment")
    return encapsulated(bytes, open.span(whole), delimiters);
  const span = open.span(row);
  const isLeaf = !open.hasParts(row) && open.kind(row) !== "segment";
  if (!isLeaf || !looksLikeBase64(bytes, span, delimiters.escape)) return null;
  const nothing = { start: span.end, end: span.end };
  return { data: span, encoding: "base64", type: nothing, subtype: nothing };
}

const boxOf = (...content: readonly (HTMLElement | string)[]): HTMLElement =>
  h("div", { className: "hl7-document" }, h("h3", {}, t("title")), ...content);

function filled(open: OpenMessage, row: number, found: EmbeddedDocument): HTMLElement {
  const place = h("div", { ariaBusy: "true" });
  const size = found.data.end - found.data.start;
  const show = (): void =>
    void draw(open, row, found, place).catch(() => place.replaceChildren(h("p", {}, t("failed"))));
  if (masking.on || size <= AT_ONCE) show();
  else {
    const button = h("button", { type: "button", className: "btn small", onclick: show });
    button.textContent = t("large", { size: formatSize(size) });
    place.replaceChildren(button);
  }
  return boxOf(place);
}

async function draw(
  open: OpenMessage,
  row: number,
  found: EmbeddedDocument,
  place: HTMLElement,
): Promise<void> {
  const { blob, stray } = await decoded(open, found);
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  const detection = detect(head, blob.size);
  const { kind } = detection.guesses[0];
  place.ariaBusy = "false";
  const said = declared(open, found);
  place.replaceChildren(
    h("p", {}, `${sentence(detection, say)} · ${formatSize(blob.size)}`),
    ...(said && !masking.on ? [h("p", { className: "muted" }, t("declared", { type: said }))] : []),
    ...(stray >= 0 ? [h("p", { className: "note warn" }, t("stray", { at: stray }))] : []),
    ...(masking.on
      ? [h("p", { className: "muted" }, t("masked"))]
      : await shownAs(blob, kind, head, open.path(row))),
    ...(masking.on || blob.size === 0 ? [] : [actions(blob, detection.guesses, kind, place)]),
  );
}

/** `IM · JPEG`, as the message has it. */
const declared = (open: OpenMessage, { type, subtype }: EmbeddedDocument): string =>
  [type, subtype]
    .map((span) => shown(open.textAt(span)))
    .filter((part) => part)
    .join(" · ");

interface Decoded {
  readonly blob: Blob;
  /** Where in the encoded data something stands that has no business there; -1 where nothing does. */
  readonly stray: number;
}

/** In stretches, with a pause between two of them. */
async function decoded(open: OpenMessage, { data, encoding }: EmbeddedDocument): Promise<Decoded> {
  const { bytes } = open.text;
  const { delimiters } = open.message.block;
  if (encoding === "text") return { blob: new Blob([unmasked(open.textAt(data))]), stray: -1 };
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = new Base64Reader();
  let stray = -1;
  for (const piece of pieces(bytes, data, delimiters.escape)) {
    const at = piece.byteOffset - bytes.byteOffset - data.start;
    for (let from = 0; from < piece.length; from += STRETCH) {
      const letters = piece.subarray(from, from + STRETCH);
      const before = reader.stray;
      const hex = encoding === "hex" ? fromHex(letters) : null;
      parts.push((hex?.bytes ?? reader.read(letters)) as Uint8Array<ArrayBuffer>);
      if (stray < 0 && hex && hex.stray >= 0) stray = at + from + hex.stray;
      if (stray < 0 && before < 0 && reader.stray >= 0) stray = at + from + strayIn(letters);
      if (piece.length > STRETCH) await breath();
    }
  }
  return { blob: new Blob(parts), stray };
}

/** The first letter that is none of base64, nor white space. */
const strayIn = (letters: Uint8Array): number =>
  letters.findIndex((letter) => !/[A-Za-z0-9+/=_\-\s]/.test(String.fromCharCode(letter)));

async function shownAs(
  blob: Blob,
  kind: Kind,
  head: Uint8Array,
  path: string,
): Promise<readonly HTMLElement[]> {
  if (blob.size === 0) return [h("p", { className: "muted" }, t("empty"))];
  const media = IMAGES[kind];
  if (media) return imageOf(blob, media, path);
  if (READABLE.has(kind)) return textOf(await blob.slice(0, SHOWN_CHARACTERS * 4).arrayBuffer());
  return [h("h4", {}, t("bytes")), h("pre", { className: "hl7-text", tabIndex: 0 }, hexOf(head))];
}

/** Its address is let go of as soon as the picture is there: nothing is left to forget. */
function imageOf(blob: Blob, media: string, path: string): readonly HTMLElement[] {
  const address = URL.createObjectURL(new Blob([blob], { type: media }));
  const image = h("img", { src: address, alt: t("image", { path }) });
  const done = (): void => URL.revokeObjectURL(address);
  image.addEventListener("load", done);
  image.addEventListener("error", () => {
    done();
    image.replaceWith(h("p", { className: "note warn" }, t("brokenImage")));
  });
  return [image, h("p", { className: "muted" }, t("purpose"))];
}

/** As UTF-8 where it is that, else with one character a byte. */
function textOf(bytes: ArrayBuffer): readonly HTMLElement[] {
  const isUtf8 = new TextDecoder().decode(bytes).indexOf("\ufffd") < 0;
  const text = new TextDecoder(isUtf8 ? "utf-8" : "windows-1252").decode(bytes).replace(/\r\n?/g, "\n");
  const start = text.slice(0, SHOWN_CHARACTERS);
  const label = { className: "hl7-text", tabIndex: 0, "aria-label": t("title") };
  const cut = h("p", { className: "muted" }, t("cut", { n: SHOWN_CHARACTERS }));
  return [h("pre", label, start), ...(start.length < text.length ? [cut] : [])];
}

/** `0000  25 50 44 46 …  %PDF…` */
function hexOf(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, SHOWN_BYTES); at += BYTES_A_LINE) {
    const line = [...bytes.subarray(at, at + BYTES_A_LINE)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const print = line.map((byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : "."));
    lines.push(`${at.toString(16).padStart(4, "0")}  ${hex.padEnd(3 * BYTES_A_LINE)} ${print.join("")}`);
  }
  return lines.join("\n");
}

function actions(
  blob: Blob,
  guesses: Parameters<typeof offers>[0],
  kind: Kind,
  place: HTMLElement,
): HTMLElement {
  const name = `document.${ENDINGS[kind] ?? kind}`;
  const button = (label: string, act: () => void): HTMLElement =>
    h("button", { type: "button", className: "btn small", onclick: act }, label);
  // Text is opened by every tool for text: those are for messages, not for what lies in one.
  const others = kind === "text" ? [] : offers(guesses, catalogue());
  const handOver = (slug: string): void => {
    const detail: HandOver = { slug, payload: { name: datum(name), blob } };
    place.dispatchEvent(new CustomEvent(HAND_OVER, { bubbles: true, detail }));
  };
  return h(
    "div",
    { className: "row" },
    button(t("save"), () => saveFile(name, blob)),
    ...others.map(({ slug, title }) => button(t("openIn", { tool: title }), () => handOver(slug))),
  );
}
