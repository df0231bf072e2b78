/**
 * A message that was opened, as an outline to build from: each segment in its place of the structure, every field as it
 * is. What has no place stands where it stands. Delimiters become the suggested ones.
 */

import { decodeBytes } from "../charset";
import { type DictionaryVersion, dictionaryVersion } from "../dictionary";
import type { Message } from "../message";
import type { Hl7Text } from "../parse";
import type { Plan } from "../plan";
import type { StructureNode } from "../rules";
import { scanOf } from "../scan";
import { eachSegment } from "../segments";
import { ABSENT, type Delimiters, type Span } from "../standard";
import { fitStructure, type Placed, Structure } from "../structure";
import { readFields } from "../tokens";
import { messageType } from "../validate";
import { SUGGESTED } from "./fit";
import { type Kind, readKind, rootOf } from "./kinds";
import { FREE, type Occurrence, type Pins } from "./outline";
import { respelt } from "./respell";

export interface Adopted {
  readonly kind: Kind;
  readonly outline: Occurrence;
}

export const adoptedVersion = ({ summary }: Message): DictionaryVersion =>
  dictionaryVersion(summary.version).version;

/** Null where the message is of no kind that can be built in its version. */
export function adopted(plan: Plan, text: Hl7Text, message: Message): Adopted | null {
  const { code, event } = messageType(message);
  const kind = readKind(`${code}^${event}`);
  const root = kind && rootOf(plan.standard, kind);
  if (!kind || !root) return null;
  const segments = [...eachSegment(message.segments)].filter(({ id }) => id !== "");
  const structure = new Structure(root);
  const { placed } = fitStructure(
    structure,
    segments.map(({ id }) => id),
  );
  const grown = new Grown(root);
  segments.forEach((segment, at) => {
    const pins = pinsOf(text, message, segment.span);
    grown.put(segment.id, pins, structure, placed[at] ?? NOWHERE);
  });
  return { kind, outline: grown.outline };
}

const NOWHERE: Placed = { position: -1, kept: 0 };

/** An occurrence that still grows. */
interface Growing extends Occurrence {
  readonly members: Growing[];
}

const growing = (node: StructureNode, place: number): Growing => ({
  kind: node.kind,
  name: node.name,
  place,
  members: [],
  pins: {},
  isOwn: false,
});

/** The tree of those that were put into it, in their order. */
class Grown {
  readonly outline: Growing;
  /** From the root to the segment that was put last. */
  #open: readonly Growing[];

  constructor(root: StructureNode) {
    this.outline = growing(root, 0);
    this.#open = [this.outline];
  }

  put(id: string, pins: Pins, structure: Structure, { position, kept }: Placed): void {
    const chain = structure.positions[position]?.chain;
    if (!chain) {
      const parent = this.#open.findLast(({ kind }) => kind !== "segment") ?? this.outline;
      parent.members.push({ kind: "segment", name: id, place: FREE, members: [], pins, isOwn: true });
      return;
    }
    const open = [...this.#open.slice(0, Math.max(1, Math.min(kept, chain.length - 1)))];
    for (const { node, place } of chain.slice(open.length)) {
      const one = growing(node, place);
      open.at(-1)?.members.push(node.kind === "segment" ? { ...one, pins, isOwn: true } : one);
      open.push(one);
    }
    this.#open = open;
  }
}

/** Every field that says something. */
function pinsOf(text: Hl7Text, { block, charset }: Message, span: Span): Pins {
  const delimiters = signsOf(block.delimiters);
  const pins: Record<number, string> = {};
  readFields(scanOf(text), span, block.delimiters).forEach(({ start, end }, at) => {
    const said = decodeBytes(text.bytes.subarray(start, end), charset.encoding);
    if (said !== "") pins[at + 1] = respelt(said, delimiters, SUGGESTED);
  });
  return pins;
}

/** As MSH-1 and MSH-2 have them; what is left out is a sign that no text has. */
function signsOf({ field, component, repetition, escape: escaping, subcomponent }: Delimiters): string {
  return [field, component, repetition, escaping, subcomponent]
    .map((byte) => (byte === ABSENT ? ABSENT_SIGN : String.fromCharCode(byte)))
    .join("");
}

/** A noncharacter of Unicode (23.7). */
const ABSENT_SIGN = "\uffff";
