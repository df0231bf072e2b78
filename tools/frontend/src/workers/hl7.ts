/** Reads HL7 texts off the page's thread, and builds the tree of one block at a time. */

import { Fatal } from "../bytes/fault";
import {
  type Block,
  buildTree,
  checkText,
  type Findings,
  type Hl7Text,
  type Message,
  openBlock,
  parseHl7,
  type Tree,
} from "../hl7";
import { serve } from "./bridge";

export interface Hl7Question {
  /** Tells texts apart: the worker keeps the last one, so that another of its messages opens at once. */
  readonly id: number;
  readonly blob: Blob;
  /** "typed": Unicode from a text area or the clipboard, whose line ends say nothing about a file. */
  readonly origin: "file" | "typed";
  readonly block: number;
}

export interface OpenedBlock {
  /** Null where the page has the text of this id already. */
  readonly text: Hl7Text | null;
  readonly findings: Findings | null;
  readonly message: Message;
  readonly tree: Tree;
}

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const HIGHEST_LATIN_1 = 0xff;

let held: { readonly id: number; readonly text: Hl7Text } | null = null;

serve<Hl7Question, OpenedBlock>(async (question, progress) => {
  const known = held?.id === question.id;
  const text = held && known ? held.text : await readText(question);
  held = { id: question.id, text };
  const block = text.blocks[question.block] ?? (text.blocks[0] as Block);
  const message = openBlock(text, block);
  return {
    text: known ? null : text,
    findings: known ? null : checkText(text, progress),
    message,
    tree: buildTree(text, message),
  };
});

/** @throws Fatal "unreadable" when the browser cannot get at the file any more */
async function readText({ blob, origin }: Hl7Question): Promise<Hl7Text> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await blob.arrayBuffer());
  } catch {
    throw new Fatal("unreadable", -1, { size: blob.size });
  }
  return origin === "file" ? parseHl7(bytes) : parseTyped(bytes);
}

/** Typed text is written as a sender would: carriage returns, and the character set that MSH-18 names. */
function parseTyped(unicode: Uint8Array): Hl7Text {
  const bytes = withCarriageReturns(unicode);
  const text = parseHl7(bytes);
  const [first] = text.blocks;
  const declaresLatin1 = first && openBlock(text, first).charset.encoding === "iso-8859-1";
  const latin1 = declaresLatin1 ? toLatin1(bytes) : null;
  return latin1 ? parseHl7(latin1) : text;
}

/** Every line end becomes one carriage return; the last line gets one too. */
function withCarriageReturns(bytes: Uint8Array): Uint8Array {
  const target = new Uint8Array(bytes.length + 1);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === LINE_FEED && bytes[at - 1] === CARRIAGE_RETURN) continue;
    target[length++] = byte === LINE_FEED ? CARRIAGE_RETURN : byte;
  }
  const open = length > 0 && target[length - 1] !== CARRIAGE_RETURN;
  if (open) target[length++] = CARRIAGE_RETURN;
  return target.slice(0, length);
}

/** Null where a character is none of ISO 8859-1: then the declaration is wrong, and the text stays UTF-8. */
function toLatin1(utf8: Uint8Array): Uint8Array | null {
  const target = new Uint8Array(utf8.length);
  let length = 0;
  for (const character of new TextDecoder().decode(utf8)) {
    const code = character.codePointAt(0) ?? 0;
    if (code > HIGHEST_LATIN_1) return null;
    target[length++] = code;
  }
  return target.slice(0, length);
}
