/**
 * Reads HL7 texts off the page's thread. The worker holds the text; the page gets what there is to say of the whole
 * once, and one block at a time with its bytes and rows.
 */

import { Fatal } from "../bytes/fault";
import {
  buildTree,
  checkText,
  type Feed,
  feedOf,
  type Hl7Text,
  type Message,
  openBlock,
  type Part,
  parseHl7,
  partOf,
  type Tree,
  wholeOf,
} from "../hl7";
import { asFailure, serve } from "./bridge";

export interface Hl7Question {
  /** Tells texts apart: the worker keeps the last one, so that another of its messages opens at once. */
  readonly id: number;
  readonly blob: Blob;
  /** "typed": Unicode from a text area or the clipboard, whose line ends say nothing about a file. */
  readonly origin: "file" | "typed";
  readonly block: number;
  /** A text of up to so many bytes is handed over whole, a longer one block by block. */
  readonly wholeUpTo: number;
  /** How many blocks are to be named. */
  readonly labels: number;
}

export interface OpenedBlock {
  /** Null where the page has it already. */
  readonly feed: Feed | null;
  /** The number of the block in the feed. */
  readonly number: number;
  readonly part: Part;
  readonly message: Message;
  readonly tree: Tree;
}

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const HIGHEST_LATIN_1 = 0xff;

let held: { readonly id: number; readonly text: Hl7Text } | null = null;

serve<Hl7Question, OpenedBlock>(
  async (question, progress) => {
    const known = held?.id === question.id ? held.text : null;
    const text = known ?? (await readText(question));
    const feed = known ? null : feedOf(text, checkText(text, progress), question.labels);
    const number = text.blocks[question.block] ? question.block : 0;
    const part = handedOver(text, number, question);
    const message = openBlock(part.text, part.block);
    return { feed, number, part, message, tree: buildTree(part.text, message) };
  },
  ({ feed, part, message, tree }) => {
    const { lines, bytes } = part.text;
    const columns = [feed, lines, message.segments, tree].flatMap((table) => Object.values(table ?? {}));
    return [bytes, ...columns.filter((column) => ArrayBuffer.isView(column))];
  },
);

/** What goes to the page. A text of one block goes without a copy, and is read again should it be asked for. */
function handedOver(text: Hl7Text, number: number, { id, wholeUpTo }: Hl7Question): Part {
  const block = text.blocks[number] as Hl7Text["blocks"][number];
  held = null;
  if (text.blocks.length === 1) return wholeOf(text, block);
  held = { id, text };
  if (text.bytes.length > wholeUpTo) return partOf(text, block);
  const { lines } = text;
  const copied = { ...lines, start: lines.start.slice(), end: lines.end.slice() };
  return wholeOf({ ...text, bytes: text.bytes.slice(), lines: copied }, block);
}
/** @throws Fatal "unreadable" when the browser cannot get at the file any more */
async function readText({ blob, origin }: Hl7Question): Promise<Hl7Text> {
  held = null; // before the next is read, or there would be room for two
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    if (asFailure(error).code === "out-of-memory") throw error;
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
