/**
 * Reads HL7 texts off the page's thread. The worker holds the text; the page gets what there is to say of the whole
 * once, and one block at a time with its bytes and rows.
 */

import {
  type Block,
  blockAt,
  blockOf,
  buildTree,
  checkText,
  type Feed,
  feedOf,
  type Hl7Text,
  type Message,
  openBlock,
  type Part,
  partOf,
  startsOf,
  type Tree,
  wholeOf,
} from "../hl7";
import type { Carried } from "../hl7/addenda";
import { serve } from "./bridge";
import { readText } from "./read/hl7-text";

export interface Hl7Question {
  /** Tells texts apart: the worker keeps the last one, so that another of its messages opens at once. */
  readonly id: number;
  readonly blob: Blob;
  /** Which block: by its number, or the one that holds a byte. */
  readonly where: { readonly block: number } | { readonly offset: number };
  /** The page has been told about the whole already. */
  readonly isKnown: boolean;
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
  /** What its ADD segments go on with, by their positions. */
  readonly carried: ReadonlyMap<number, Carried>;
}

/** No page begins with it: it comes when the worker does, and is asked for again where it did not come. */
const continuing = () => import("../hl7/continuation");

let held: { readonly id: number; readonly text: Hl7Text } | null = null;

serve<Hl7Question, OpenedBlock>(
  async (question, progress) => {
    const known = held?.id === question.id ? held.text : null;
    held = null; // before the next is read, or there would be room for two
    const text = known ?? (await readText(question.blob));
    const { continuedIn, carriedOn } = await continuing();
    const feed = question.isKnown
      ? null
      : feedOf(text, checkText(text, progress), continuedIn(text), question.labels);
    const number = numberOf(text, question);
    const part = handedOver(text, number, question);
    const message = openBlock(part.text, part.block);
    const carried = carriedOn(part.text, message);
    return { feed, number, part, message, carried, tree: buildTree(part.text, message) };
  },
  ({ feed, part, message, tree }) => {
    const { lines, bytes } = part.text;
    const columns = [feed, lines, message.segments, tree].flatMap((table) => Object.values(table ?? {}));
    return [bytes, ...columns.filter((column) => ArrayBuffer.isView(column))];
  },
  { begins: [continuing()] },
);

function numberOf(text: Hl7Text, { where }: Hl7Question): number {
  if ("block" in where) return where.block < text.blocks.count ? where.block : 0;
  return Math.max(0, blockAt({ starts: startsOf(text) }, where.offset));
}

/** What goes to the page. A text of one block goes without a copy, and is read again should it be asked for. */
function handedOver(text: Hl7Text, number: number, { id }: Hl7Question): Part {
  const block = blockOf(text.blocks, number) as Block;
  held = null;
  if (text.blocks.count === 1) return wholeOf(text, block);
  held = { id, text };
  return partOf(text, block);
}
