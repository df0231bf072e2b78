/**
 * Which place in a message structure each segment has: order and cardinality, groups and all.
 *
 * A structure is a regular language over segment IDs, so it is walked as Glushkov's automaton: one position for each
 * segment the grammar names, and from each position the positions that may follow, the innermost first. Several walks
 * are followed at once, the most greedy one first, so that a message that is right is never called wrong, however its
 * groups nest. Where none goes on, required members are passed over and named; where that does not help either, the
 * segment is named and left out.
 */

import { ANY_SEGMENT, type StructureNode } from "./rules";

/** One segment the grammar names. */
interface Position {
  readonly id: string;
  readonly node: StructureNode;
  /** From the structure itself to the segment: each node with its place among its parent's members. */
  readonly chain: readonly Step[];
}

interface Step {
  readonly node: StructureNode;
  readonly place: number;
}

interface Move {
  readonly to: number;
  /** How many nodes of the chain stay the same occurrence; what is deeper begins anew. */
  readonly kept: number;
  /** Required members that this move passes over, outermost first. */
  readonly missing: readonly Missed[];
}

export interface Missed {
  readonly name: string;
  readonly kind: StructureNode["kind"];
  /** `PATIENT_RESULT.ORDER_OBSERVATION`, "" at the top. */
  readonly within: string;
}

export class Structure {
  readonly name: string;
  readonly #root: StructureNode;
  readonly positions: readonly Position[];
  readonly #begins: readonly Move[];
  readonly #moves: (readonly Move[] | undefined)[] = [];
  readonly #ends: (readonly Missed[] | undefined)[] = [];
  readonly ids: ReadonlySet<string>;

  constructor(root: StructureNode) {
    this.#root = root;
    this.name = root.name;
    this.positions = positionsOf(root);
    this.ids = new Set(this.positions.map(({ id }) => id));
    this.#begins = inOrder(this.positions.map((_, to) => this.#enter(to, 0, [])));
  }

  /** From one position, -1 before the first, to every other, the innermost and least missing first. */
  movesFrom(position: number): readonly Move[] {
    if (position < 0) return this.#begins;
    const known = this.#moves[position];
    if (known) return known;
    const found = inOrder(this.positions.flatMap((_, to) => this.#movesBetween(position, to)));
    this.#moves[position] = found;
    return found;
  }

  /** What is still required behind a position. */
  missingAfter(position: number): readonly Missed[] {
    if (position < 0) return requiredAmong(this.#root.members, "");
    const known = this.#ends[position];
    if (known) return known;
    const { chain } = this.positions[position] as Position;
    const missing = this.#restOf(chain, 0);
    this.#ends[position] = missing;
    return missing;
  }

  /** Group names of a position, outermost first; choices are no groups of a message. */
  groupsOf(position: number): readonly string[] {
    const { chain } = this.positions[position] as Position;
    return chain.slice(1, -1).flatMap(({ node }) => (node.kind === "group" ? [node.name] : []));
  }

  /** How many of a position's groups go on from the segment before. */
  groupsKept({ position, kept }: Placed): number {
    const { chain } = this.positions[position] as Position;
    return chain
      .slice(1, Math.max(1, Math.min(kept, chain.length - 1)))
      .filter(({ node }) => node.kind === "group").length;
  }

  /** All ways from one position to another: on within a node both are in, or around in one that repeats. */
  #movesBetween(from: number, to: number): readonly Move[] {
    const { chain: source } = this.positions[from] as Position;
    const { chain: target } = this.positions[to] as Position;
    const moves: Move[] = [];
    let shared = 1;
    while (shared < source.length && shared < target.length && source[shared]?.node === target[shared]?.node)
      shared++;
    // Around: each node that both are in may begin anew if it repeats; the segment itself too.
    for (let depth = shared - 1; depth >= 1; depth--) {
      const { node } = source[depth] as Step;
      if (!node.repeats) continue;
      moves.push(this.#enter(to, depth, this.#restOf(source, depth)));
    }
    const [here, there] = [source[shared], target[shared]];
    const parent = source[shared - 1]?.node;
    if (here && there && parent && parent.kind !== "choice" && there.place > here.place) {
      const within = pathOf(target.slice(0, shared));
      const passed = requiredAmong(parent.members.slice(here.place + 1, there.place), within);
      moves.push(this.#enter(to, shared, [...this.#restOf(source, shared), ...passed]));
    }
    return moves;
  }

  /** Into a position through the nodes from `depth` on, all of them begun anew. */
  #enter(to: number, depth: number, missing: readonly Missed[]): Move {
    const { chain } = this.positions[to] as Position;
    const passed: Missed[] = [...missing];
    for (let at = depth; at < chain.length - 1; at++) {
      const { node } = chain[at] as Step;
      if (node.kind === "choice") continue;
      const next = chain[at + 1] as Step;
      passed.push(...requiredAmong(node.members.slice(0, next.place), pathOf(chain.slice(0, at + 1))));
    }
    return { to, kept: depth, missing: passed };
  }

  /** What is required behind a position within the nodes of its chain from `depth` on. */
  #restOf(chain: readonly Step[], depth: number): readonly Missed[] {
    const missing: Missed[] = [];
    for (let at = chain.length - 2; at >= depth; at--) {
      const { node } = chain[at] as Step;
      if (node.kind === "choice") continue;
      const next = chain[at + 1] as Step;
      missing.push(...requiredAmong(node.members.slice(next.place + 1), pathOf(chain.slice(0, at + 1))));
    }
    return missing;
  }
}

/** The least missing first, then the innermost, then the nearest. */
function inOrder(moves: readonly Move[]): readonly Move[] {
  return moves.toSorted(
    (one, other) => one.missing.length - other.missing.length || other.kept - one.kept || one.to - other.to,
  );
}

function positionsOf(root: StructureNode): readonly Position[] {
  const positions: Position[] = [];
  const visit = (node: StructureNode, chain: readonly Step[]): void => {
    if (node.kind === "segment") positions.push({ id: node.name, node, chain });
    node.members.forEach((member, place) => {
      visit(member, [...chain, { node: member, place }]);
    });
  };
  visit(root, [{ node: root, place: 0 }]);
  return positions;
}

function pathOf(chain: readonly Step[]): string {
  return chain
    .slice(1)
    .flatMap(({ node }) => (node.kind === "group" ? [node.name] : []))
    .join(".");
}

/** A group in which everything is optional may be absent, required or not. */
function requiredAmong(members: readonly StructureNode[], within: string): readonly Missed[] {
  return members.filter((node) => !canBeAbsent(node)).map(({ name, kind }) => ({ name, kind, within }));
}

function canBeAbsent(node: StructureNode): boolean {
  if (!node.required) return true;
  if (node.kind === "segment") return false;
  return node.kind === "choice" ? node.members.some(canBeAbsent) : node.members.every(canBeAbsent);
}

/** One segment of a message in its place. */
export interface Placed {
  /** Index into the structure's positions, -1 where the segment has none. */
  readonly position: number;
  /** How many nodes of the chain go on from the segment before. */
  readonly kept: number;
}

export type StructureFault =
  /** `before` is the segment in front of which it is missing: the count of segments at the end of the message. */
  | { readonly kind: "missing"; readonly before: number; readonly missed: Missed }
  /** Known to the structure, but not here; or more often than it may be; or nowhere in the structure. */
  | { readonly kind: "order" | "repeated" | "unexpected"; readonly at: number };

export interface Fit {
  readonly placed: readonly Placed[];
  readonly faults: readonly StructureFault[];
}

/** One way through the structure so far, with what was wrong on it. */
interface Walk {
  readonly position: number;
  readonly kept: number;
  /** The segment that was placed last. */
  readonly at: number;
  readonly before: Walk | null;
  readonly faults: FaultChain | null;
  /** How many faults. */
  readonly cost: number;
}

interface FaultChain {
  readonly fault: StructureFault;
  readonly before: FaultChain | null;
}

const START: Walk = { position: -1, kept: 0, at: -1, before: null, faults: null, cost: 0 };
/** A line that is none was said to be none by the parser. */
const SEGMENT_ID = /^[A-Z][A-Z0-9]{2}$/;
/** Stand anywhere: local segments, and what continues a segment or a message (2.10.2). */
const ANYWHERE = /^(?:Z..|ADD|DSC)$/;
/** Ways with faults that are followed side by side, the best ones. */
const MOST_WALKS = 12;
/** A way with so many faults more than the best one is given up. */
const SLACK = 4;
/** A message with more is none of its structure: where its further segments belong helps nobody. */
const MOST_FAULTS = 500;

/**
 * Places segments, by their IDs, in a structure, with as few faults as there can be. Never fails: what has no place is a
 * fault itself.
 */
export function fitStructure(structure: Structure, ids: readonly string[]): Fit {
  let walks: readonly Walk[] = [START];
  ids.forEach((id, at) => {
    if ((walks[0] as Walk).cost >= MOST_FAULTS) return;
    const next = walked(structure, walks, id, at);
    const isFree = next.some(({ cost }) => cost <= (walks[0] as Walk).cost);
    // One way goes on as well as the best did until now: those with a fault more cannot be better yet.
    if (isFree && next.length >= walks.length) walks = pruned(next);
    else if (SEGMENT_ID.test(id) && !ANYWHERE.test(id))
      walks = pruned([...next, ...recovered(structure, walks, id, at)]);
    else if (next.length > 0) walks = next;
  });
  let best: Judged | null = null;
  for (const walk of walks) {
    let { faults } = walk;
    for (const missed of structure.missingAfter(walk.position))
      faults = { fault: { kind: "missing", before: ids.length, missed }, before: faults };
    const all = listOf(faults);
    const one = { walk, raw: all.length, faults: withoutSwaps(all, ids) };
    if (!best || isBetter(one, best)) best = one;
  }
  return best ? { placed: placesOf(best.walk, ids.length), faults: best.faults } : { placed: [], faults: [] };
}

interface Judged {
  readonly walk: Walk;
  /** How many faults before those that are one were joined. */
  readonly raw: number;
  readonly faults: readonly StructureFault[];
}

/** The fewer; of as many those that begin later, as what came first is taken to be right; then what is simpler to say. */
function isBetter(one: Judged, other: Judged): boolean {
  if (one.faults.length !== other.faults.length) return one.faults.length < other.faults.length;
  if (one.raw !== other.raw) return one.raw < other.raw;
  const [first, second] = [one.faults[0], other.faults[0]];
  if (!first || !second) return false;
  const later = placeOf(first) - placeOf(second);
  return later === 0 ? first.kind === "repeated" && second.kind !== "repeated" : later > 0;
}

function placeOf(fault: StructureFault): number {
  return fault.kind === "missing" ? fault.before : fault.at;
}

/** Every way that goes on without a new fault, each place once, the best and most greedy way to it. */
function walked(structure: Structure, walks: readonly Walk[], id: string, at: number): readonly Walk[] {
  const next: Walk[] = [];
  for (const walk of walks) {
    for (const { to, kept, missing } of structure.movesFrom(walk.position)) {
      if (missing.length > 0) break;
      const isKnown = next.some(({ position, faults }) => position === to && faults === walk.faults);
      if (!isKnown && takes(structure, to, id))
        next.push({ position: to, kept, at, before: walk, faults: walk.faults, cost: walk.cost });
    }
  }
  return next;
}

function takes(structure: Structure, position: number, id: string): boolean {
  const wanted = (structure.positions[position] as Position).id;
  return wanted === id || (wanted === ANY_SEGMENT && !ANYWHERE.test(id) && !structure.ids.has(id));
}

/** Goes on past what is missing, or leaves the segment out. */
function recovered(structure: Structure, walks: readonly Walk[], id: string, at: number): readonly Walk[] {
  const found: Walk[] = [];
  for (const walk of walks) {
    for (const { to, kept, missing } of structure.movesFrom(walk.position)) {
      if (missing.length === 0 || missing.length > SLACK || !takes(structure, to, id)) continue;
      let { faults } = walk;
      for (const missed of missing)
        faults = { fault: { kind: "missing", before: at, missed }, before: faults };
      found.push({ position: to, kept, at, before: walk, faults, cost: walk.cost + missing.length });
    }
    const isTwice = structure.positions[walk.position]?.id === id;
    const kind = structure.ids.has(id) ? (isTwice ? "repeated" : "order") : "unexpected";
    found.push({ ...walk, faults: { fault: { kind, at }, before: walk.faults }, cost: walk.cost + 1 });
  }
  return found;
}

/** The best ways, in their order; of those that stand in the same place with the same past one. */
function pruned(walks: readonly Walk[]): readonly Walk[] {
  if (walks.length === 1) return walks;
  const least = Math.min(...walks.map(({ cost }) => cost));
  return walks
    .filter(({ cost }) => cost <= least + SLACK)
    .toSorted((one, other) => one.cost - other.cost)
    .slice(0, MOST_WALKS);
}

function listOf(chain: FaultChain | null): readonly StructureFault[] {
  const faults: StructureFault[] = [];
  for (let one = chain; one; one = one.before) faults.push(one.fault);
  return faults.reverse();
}

function placesOf(last: Walk, count: number): readonly Placed[] {
  const placed: Placed[] = Array.from({ length: count }, () => ({ position: -1, kept: 0 }));
  for (let walk: Walk | null = last; walk && walk.at >= 0; walk = walk.before)
    placed[walk.at] = { position: walk.position, kept: walk.kept };
  return placed;
}

/** A segment that is missing here and stands elsewhere is one fault, not two. */
function withoutSwaps(faults: readonly StructureFault[], ids: readonly string[]): readonly StructureFault[] {
  const elsewhere = new Set(faults.flatMap((fault) => (fault.kind === "order" ? [ids[fault.at]] : [])));
  return faults.filter((fault) => fault.kind !== "missing" || !elsewhere.has(fault.missed.name));
}
