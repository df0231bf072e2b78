/**
 * Where a text that somebody is about to send looks like patient data. A first look, in the browser, so that data need
 * not leave it to be refused; the server looks closer (`contact/payload`), and at disguises that are not known here.
 */

import { detect } from "../detect/detect";
import type { Kind } from "../detect/kinds";

export type What = "hl7" | "dicom" | "document" | "numbers";

export interface Place {
  readonly what: What;
  readonly start: number;
  readonly end: number;
}

const KINDS: Readonly<Partial<Record<Kind, What>>> = {
  dicom: "dicom",
  dicomdir: "dicom",
  "dicom-bare": "dicom",
  "dicom-json": "dicom",
  "dicom-xml": "dicom",
  "hl7-v2": "hl7",
  "hl7-v2-batch": "hl7",
  "hl7-v2-mllp": "hl7",
  "hl7-v2-log": "hl7",
  "hl7-v2-xml": "hl7",
  cda: "document",
  "fhir-json": "document",
  "fhir-xml": "document",
};

/** Where something may begin that the detector knows: a segment, a tag of XML, an object of JSON, base64 of some length. */
const STARTS =
  /(?:MSH|FHS|BHS|PID|NK1)[^\w\s]|<\??[A-Za-z][\w:.-]{2,60}[\s>]|\{\s{0,20}"|[A-Za-z0-9+/_-]{40,}={0,2}(?:\r?\n[A-Za-z0-9+/_-]{40,}={0,2})*(?:\r?\n[A-Za-z0-9+/_-]+={0,2})?/g;
const MOST_STARTS = 24;
const LONGEST = 64 * 1024;

/** A header alone, or the name of a segment, is talk; a segment of these with some fields is a message. */
const CLINICAL = /(?:^|[^\w])(?:PID|NK1|PV1|OBR|OBX|ORC|DG1|IN1|GT1|AL1|TXA)\|(?:[^\n|]*\|){2,}[^\n]*\w/;
/** An element of a dump: `(0010,0010) PN [Sample^Ada]`, `(0010, 0010) Patient's Name  PN: 'Sample^Ada'`. */
const ELEMENT =
  /\(\s?[\da-f]{4}\s?,\s?[\da-f]{4}\s?\)[^\n]{0,60}?(?:\[|[:=]\s?['"]?|\b[A-Z]{2} )[^\n[\]]*\w[^\n]*/gi;
const NAMES_PERSON = /\(\s?0010\s?,\s?00[123]0/;
const ELEMENTS_ENOUGH = 3;
const NUMBER = /(?<![\w.])(?:\d{1,9}(?:\.\d{1,39}){6,30}|\d{6,12})(?![\w.]*\d)/g;
const NUMBERS_ENOUGH = 3;
/** Characters from one number to the next: they stand in a list. */
const GAP = 60;

/** The first place, payloads before numbers; null for a text that may go. Pure and total. */
export function suspicious(text: string): Place | null {
  const looked = text.slice(0, LONGEST);
  return payload(looked) ?? dump(looked) ?? numbers(looked);
}

function payload(text: string): Place | null {
  for (const { 0: found, index } of [...text.matchAll(STARTS)].slice(0, MOST_STARTS)) {
    const isCode = /^[A-Za-z0-9+/_-]{40}/.test(found);
    const end = isCode ? index + found.length : endOf(text, index);
    const piece = text.slice(index, end);
    const what = judged(piece);
    if (what !== null) return { what, start: index, end: index + piece.trimEnd().length };
  }
  return null;
}

/** Markup ends with its last bracket, a message with its last line that has a bar in it. */
function endOf(text: string, start: number): number {
  const first = text.charAt(start);
  if (first === "<") return text.lastIndexOf(">") + 1;
  if (first === "{") return text.lastIndexOf("}") + 1;
  const bar = text.lastIndexOf("|");
  const line = text.slice(bar).search(/[\r\n]/);
  return line < 0 ? text.length : bar + line;
}

function judged(piece: string): What | null {
  const seen = detect(new TextEncoder().encode(piece));
  const inner = seen.inside?.inside ?? seen.inside ?? seen;
  const what = KINDS[seen.guesses[0].kind] ?? KINDS[inner.guesses[0].kind] ?? null;
  const isPlain = KINDS[seen.guesses[0].kind] !== undefined;
  return what === "hl7" && isPlain && !piece.startsWith("<") && !CLINICAL.test(piece) ? null : what;
}

function dump(text: string): Place | null {
  const elements = [...text.matchAll(ELEMENT)];
  const last = elements.at(-1);
  const [first] = elements;
  if (!(first && last) || elements.length < ELEMENTS_ENOUGH) return null;
  if (!elements.some(([element]) => NAMES_PERSON.test(element))) return null;
  return { what: "dicom", start: first.index, end: last.index + last[0].length };
}

function numbers(text: string): Place | null {
  let run: RegExpExecArray[] = [];
  for (const found of text.matchAll(NUMBER)) {
    const before = run.at(-1);
    if (before && found.index - before.index - before[0].length > GAP) run = [];
    run.push(found);
    const [first] = run;
    if (first && run.length >= NUMBERS_ENOUGH)
      return { what: "numbers", start: first.index, end: found.index + found[0].length };
  }
  return null;
}
