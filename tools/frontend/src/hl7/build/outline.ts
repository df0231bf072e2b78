/**
 * Which segments a message has: the tree of its structure, with a node for each time that a group or a segment occurs.
 *
 *     ORU_R01
 *     ├ 0  MSH
 *     └ 1  PATIENT_RESULT
 *          ├ 0  PATIENT ─ PID
 *          ├ 1  ORDER_OBSERVATION ─ OBR, OBSERVATION ─ OBX
 *          └ 1  ORDER_OBSERVATION ─ OBR            the same place, a second time
 *
 * Plain data that never change: an edit gives another outline, so that a step back is the outline before.
 */

import type { Standard } from "../plan";
import type { StructureNode } from "../rules";
import { isKnown } from "./kinds";

/** Fields by position from 1, as they stand between the suggested delimiters. */
export type Pins = Readonly<Record<number, string>>;

export interface Occurrence {
  readonly kind: StructureNode["kind"];
  readonly name: string;
  /** Among the members of the structure's node; `FREE` for what stands where it stands. */
  readonly place: number;
  readonly members: readonly Occurrence[];
  /** What the visitor wrote. */
  readonly pins: Pins;
  /** Nothing is made up for it: it was in a message that was opened. */
  readonly isOwn: boolean;
}

/** Indices into members, from the root's. */
export type Route = readonly number[];

export const FREE = -1;

/** So many of each are there at first, besides what is required; by type of message. */
const USUAL: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ADT: { NK1: 1, PV1: 1, AL1: 1, DG1: 1, PATIENT: 1 },
  ORM: { PATIENT: 1, PATIENT_VISIT: 1, PV1: 1, ORDER_DETAIL: 1 },
  OML: { PATIENT: 1, PATIENT_VISIT: 1, OBSERVATION_REQUEST: 1, SPECIMEN: 1, DG1: 1 },
  OMI: { PATIENT: 1, PATIENT_VISIT: 1, DG1: 1 },
  ORU: { PATIENT: 1, VISIT: 1, PV1: 1, ORC: 1, COMMON_ORDER: 1, OBSERVATION: 3, OBX: 1 },
  SIU: { PATIENT: 1, PV1: 1, SERVICE: 1, LOCATION_RESOURCE: 1, PERSONNEL_RESOURCE: 1 },
  MDM: { OBSERVATION: 2, OBXNTE_SUPPGRP: 2, OBX: 2 },
  DFT: { PV1: 1, FINANCIAL: 2, FT1: 2, DG1: 1 },
  VXU: { PD1: 1, NK1: 1, ORDER: 1, ORC: 1, RXR: 1, OBSERVATION: 1 },
};
/** Said of the software and of the way, not of anybody. */
const NOT_AT_FIRST: ReadonlySet<string> = new Set(["DSC", "SFT", "UAC"]);

/** 2.10.2: comes with an edge case. */
const CONTINUATION = "DSC";
const NOTHING_PINNED: Pins = {};

/** What a message of the kind usually has. */
export function usualOutline(standard: Standard, root: StructureNode, code: string): Occurrence {
  const usual = USUAL[code] ?? {};
  const timesOf = (node: StructureNode): number => {
    if (!isKnown(standard, node) || NOT_AT_FIRST.has(node.name)) return 0;
    const times = Math.max(usual[node.name] ?? 0, node.required ? 1 : 0);
    return node.repeats ? times : Math.min(times, 1);
  };
  return newOccurrence(standard, root, 0, timesOf);
}

type Times = (node: StructureNode) => number;

/** A node once, with what it needs. */
export function newOccurrence(
  standard: Standard,
  node: StructureNode,
  place: number,
  timesOf: Times = (one) => (one.required && isKnown(standard, one) ? 1 : 0),
): Occurrence {
  const make = (member: StructureNode, at: number): Occurrence =>
    newOccurrence(standard, member, at, timesOf);
  const { kind, name } = node;
  const made = { kind, name, place, pins: NOTHING_PINNED, isOwn: false };
  if (kind === "choice") {
    const at = node.members.findIndex((member) => isKnown(standard, member));
    return { ...made, members: at < 0 ? [] : [make(node.members[at] as StructureNode, at)] };
  }
  const members = node.members.flatMap((member, at) =>
    Array.from({ length: timesOf(member) }, () => make(member, at)),
  );
  return { ...made, members: members.length > 0 ? members : firstOf(standard, node, make) };
}

/** Whether a member of the structure can be added: it is known, and is no end of a message in parts. */
export function isOffered(standard: Standard, node: StructureNode): boolean {
  return isKnown(standard, node) && node.name !== CONTINUATION;
}

/** A group in which everything is optional is not empty when it is there. */
function firstOf(
  standard: Standard,
  { kind, members }: StructureNode,
  make: (member: StructureNode, at: number) => Occurrence,
): readonly Occurrence[] {
  if (kind === "segment") return [];
  const at = members.findIndex((member) => isKnown(standard, member));
  return at < 0 ? [] : [make(members[at] as StructureNode, at)];
}

export function occurrenceAt(root: Occurrence, route: Route): Occurrence | null {
  let one: Occurrence | undefined = root;
  for (const index of route) one = one?.members[index];
  return one ?? null;
}

/** The structure's node of an occurrence; null for what has none. */
export function nodeAt(
  structure: StructureNode | null,
  root: Occurrence,
  route: Route,
): StructureNode | null {
  let node: StructureNode | undefined | null = structure;
  let one: Occurrence | undefined = root;
  for (const index of route) {
    one = one?.members[index];
    node = node?.members[one?.place ?? FREE];
  }
  return node ?? null;
}

/** The same outline with another occurrence at a route; without one where `change` gives null. */
export function changed(
  root: Occurrence,
  route: Route,
  change: (one: Occurrence) => Occurrence | null,
): Occurrence {
  const [index, ...rest] = route;
  if (index === undefined) return change(root) ?? root;
  const member = root.members[index];
  if (!member) return root;
  const next = rest.length === 0 ? change(member) : changed(member, rest, change);
  const before = root.members.slice(0, index);
  return { ...root, members: [...before, ...(next ? [next] : []), ...root.members.slice(index + 1)] };
}

/** One more of a member of the structure, behind those before it, or of a choice instead of it; where it stands now. */
export function added(
  root: Occurrence,
  parent: Route,
  member: Occurrence,
): { readonly root: Occurrence; readonly route: Route } {
  const { members = [], kind } = occurrenceAt(root, parent) ?? {};
  if (kind === "choice")
    return { root: changed(root, parent, (one) => ({ ...one, members: [member] })), route: [...parent, 0] };
  let at = members.findLastIndex(({ place }) => place !== FREE && place <= member.place) + 1;
  while (members[at]?.place === FREE) at++;
  const inserted = changed(root, parent, (one) => ({
    ...one,
    members: [...one.members.slice(0, at), member, ...one.members.slice(at)],
  }));
  return { root: inserted, route: [...parent, at] };
}

/** A field as the visitor wants it; null lets it be made up again. */
export function pinned(root: Occurrence, route: Route, field: number, text: string | null): Occurrence {
  return changed(root, route, (one) => {
    const { [field]: _, ...others } = one.pins;
    return { ...one, pins: text === null ? others : { ...others, [field]: text } };
  });
}

/** A segment of an outline with where it stands. */
export interface Standing {
  readonly segment: Occurrence;
  readonly route: Route;
}

export function* standings(root: Occurrence, route: Route = []): Generator<Standing> {
  for (const [index, member] of root.members.entries()) {
    const own = [...route, index];
    if (member.kind === "segment") yield { segment: member, route: own };
    else yield* standings(member, own);
  }
}
