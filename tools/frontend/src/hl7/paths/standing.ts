/**
 * Where a segment stands in its structure, as HAPI's Terser writes it: group by group, each counted from 0 within the one
 * around it.
 *
 *     /PATIENT_RESULT/ORDER_OBSERVATION(1)/OBSERVATION(2)/OBX
 *
 * A segment that the structure names twice in one group has a number behind its name: ROL2 in ADT_A01.
 */

import type { StructureNode } from "../rules";
import type { Fit, Placed, Structure } from "../structure";

/** A node of the structure that is open, and how often each of its members occurred in it. */
interface Open {
  readonly node: StructureNode;
  readonly place: number;
  readonly index: number;
  readonly seen: Map<StructureNode, number>;
}

/** By position in the message; null for a segment that has no place. */
export function terserSegments({ positions }: Structure, { placed }: Fit): readonly (string | null)[] {
  let open: readonly Open[] = [];
  return placed.map(({ position, kept }: Placed) => {
    const chain = positions[position]?.chain;
    if (!chain) return null;
    const now = open.slice(0, Math.min(kept, chain.length - 1));
    for (const { node, place } of chain.slice(now.length)) {
      const parent = now.at(-1);
      const index = parent?.seen.get(node) ?? 0;
      parent?.seen.set(node, index + 1);
      now.push({ node, place, index, seen: new Map() });
    }
    open = now;
    return `/${now.flatMap((one, depth) => nameOf(one, now[depth - 1])).join("/")}`;
  });
}

/** The structure itself and choices have no name in a path. */
function nameOf({ node, place, index }: Open, parent: Open | undefined): readonly string[] {
  if (!parent || node.kind === "choice") return [];
  const before = parent.node.members.slice(0, place).filter(({ name }) => name === node.name).length;
  return [`${node.name}${before > 0 ? before + 1 : ""}${index > 0 ? `(${index})` : ""}`];
}
