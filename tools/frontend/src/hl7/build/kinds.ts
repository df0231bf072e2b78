/** What can be built: messages by their type and event, as far as a version has them. */

import type { Standard } from "../plan";
import type { StructureNode } from "../rules";

export interface Kind {
  readonly code: string;
  readonly event: string;
}

const EVENTS: readonly (readonly [code: string, events: readonly string[]])[] = [
  ["ADT", ["A01", "A02", "A03", "A04", "A05", "A08", "A11", "A13", "A28", "A31", "A40"]],
  ["ORM", ["O01"]],
  ["OML", ["O21"]],
  ["OMI", ["O23"]],
  ["ORU", ["R01"]],
  ["SIU", ["S12", "S13", "S14", "S15"]],
  ["MDM", ["T01", "T02"]],
  ["DFT", ["P03"]],
  ["VXU", ["V04"]],
];

export const KINDS: readonly Kind[] = EVENTS.flatMap(([code, events]) =>
  events.map((event) => ({ code, event })),
);

const STRUCTURES = "0354";

/** `ADT^A04`. */
export const kindName = ({ code, event }: Kind): string => `${code}^${event}`;

/** `ADT^A04`, `ADT_A04` or `adt a04`; null where it is none that can be built. */
export function readKind(text: string): Kind | null {
  const [code, event] = text
    .trim()
    .toUpperCase()
    .split(/[\^_ ]/);
  return KINDS.find((kind) => kind.code === code && kind.event === event) ?? null;
}

/** The name of a kind's structure in a version, as table 0354 has it; null where the version has no such message. */
export function structureIdOf({ rules, tables }: Standard, { code, event }: Kind): string | null {
  const meant = rules.structureOf(code, event);
  if (meant === null) return null;
  for (const [name, events] of tables.get(STRUCTURES)?.codes ?? []) {
    const isListed = name.startsWith(`${code}_`) && events.split(/[\s,]+/).includes(event);
    if (isListed && rules.areSame(name, meant)) return name;
  }
  return meant;
}

export function kindsOf(standard: Standard): readonly Kind[] {
  return KINDS.filter((kind) => rootOf(standard, kind) !== null);
}

/** A kind's structure; null where the version has none, or none of which all that is required is known. */
export function rootOf(standard: Standard, kind: Kind): StructureNode | null {
  const name = structureIdOf(standard, kind);
  const root = name === null ? null : standard.rules.structure(name);
  return root && isKnown(standard, root) ? root : null;
}

/** Whether a node can be built: its segments are in the dictionary, as far as they are required. */
export function isKnown(standard: Standard, node: StructureNode): boolean {
  if (node.kind === "segment") return standard.dictionary.segment(node.name) !== null;
  if (node.kind === "choice") return node.members.some((member) => isKnown(standard, member));
  return node.members.every((member) => !member.required || isKnown(standard, member));
}
