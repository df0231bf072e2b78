/**
 * A message against its version of the standard: structure, use, repetition, length, types, dates, tables.
 *
 * The bytes of each segment are walked once; a part is decoded only where a table asks for it or something is found.
 */

import { ADDENDUM, canGoOn } from "./addenda";
import type { FindingList } from "./findings";
import type { Message } from "./message";
import { MessageCheck } from "./message-check";
import type { Hl7Text } from "./parse";
import type { Plan } from "./plan";
import { type MessageType, structureName } from "./rules";
import { type Segment, segmentAt } from "./segments";
import { type Fit, fitStructure, type Structure } from "./structure";

/** So many different orders of segments are remembered: a feed has few. */
const MOST_FITS = 2_000;

export class Validator {
  readonly #plan: Plan;
  readonly #fits = new Map<string, Fit>();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Adds what it finds in one message, in the order of the segments; the message's structure comes first. */
  validate(text: Hl7Text, message: Message, findings: FindingList): void {
    if (message.block.kind !== "message") return;
    const one = new MessageCheck(this.#plan, text, message, findings);
    const structure = this.#structure(one);
    if (structure) this.#checkStructure(one, structure);
    let segment: Segment | null = null;
    let added: Segment[] = [];
    for (let position = 0; position < message.segments.count; position++) {
      const next = segmentAt(message.segments, position) as Segment;
      if (next.id === ADDENDUM) {
        if (segment && canGoOn(segment.id)) added.push(next);
        continue; // alone it has no fields of its own: they are those of a segment in another message
      }
      if (segment) one.checkSegment(segment, added);
      segment = next;
      if (added.length > 0) added = [];
    }
    if (segment) one.checkSegment(segment, added);
  }

  /** How a message's segments fit its structure; null where the version has no such structure. */
  fit(message: Message): { readonly structure: Structure; readonly fit: Fit } | null {
    const structure = this.#plan.structure(structureName(this.#plan.standard.rules, messageType(message)));
    return structure && { structure, fit: this.#fitOf(structure, idsOf(message)) };
  }

  /** What the message is held to. Where MSH-9 contradicts itself, that is said, and the structure it fits better holds. */
  #structure(one: MessageCheck): Structure | null {
    one.checkVersion();
    const type = messageType(one.message);
    if (type.code === "") return null;
    const { rules } = this.#plan.standard;
    const name = structureName(rules, type);
    const named = this.#plan.structure(name);
    const meant = rules.structureOf(type.code, type.event);
    if (!named) one.addHeader("structure-unknown", name, this.#plan.standard.version);
    else if (
      meant &&
      type.structure !== "" &&
      !rules.areSame(structureName(rules, { ...type, code: "", event: "" }), meant)
    ) {
      one.addHeader("header-structure", type.structure, meant);
      const other = this.#plan.structure(meant);
      const ids = idsOf(one.message);
      const isBetter = other && this.#fitOf(other, ids).faults.length < this.#fitOf(named, ids).faults.length;
      return isBetter ? other : named;
    }
    return named;
  }

  #fitOf(structure: Structure, ids: readonly string[]): Fit {
    const key = `${structure.name} ${ids.join()}`;
    const known = this.#fits.get(key);
    if (known) return known;
    const fit = fitStructure(structure, ids);
    if (this.#fits.size < MOST_FITS && ids.length < MOST_FITS) this.#fits.set(key, fit);
    return fit;
  }

  #checkStructure(one: MessageCheck, structure: Structure): void {
    const ids = idsOf(one.message);
    for (const fault of this.#fitOf(structure, ids).faults) {
      if (fault.kind === "missing") one.addMissing(fault.before, fault.missed, structure.name);
      else {
        const isKnown = this.#plan.segment(ids[fault.at] ?? "") !== null;
        const rule =
          fault.kind === "unexpected" && !isKnown ? "segment-unknown" : (`segment-${fault.kind}` as const);
        one.addSegment(fault.at, rule, structure.name);
      }
    }
  }
}

function idsOf({ segments }: Message): readonly string[] {
  return Array.from({ length: segments.count }, (_, position) => segmentAt(segments, position)?.id ?? "");
}

/** MSH-9, undecoded. */
export function messageType({ block, summary }: Message): MessageType {
  const component = String.fromCharCode(block.delimiters.component);
  const [code = "", event = "", structure = ""] = summary.type.split(component);
  return { code, event, structure };
}
