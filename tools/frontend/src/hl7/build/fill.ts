/** An outline filled in: the text of every field, between the suggested delimiters. */

import type { FieldPlan, Plan, SegmentPlan, TypePlan } from "../plan";
import { type FitContext, fitField, fitType, SUGGESTED, type Wish } from "./fit";
import { type Kind, structureIdOf } from "./kinds";
import { type Occurrence, type Route, standings } from "./outline";
import { newStory, type Story } from "./story";
import { type Place, WISHES } from "./wishes";

/** A segment with its fields; the first is field 1. MSH has its delimiters in the first two. */
export interface Line {
  readonly id: string;
  readonly fields: readonly string[];
  readonly route: Route;
}

export interface Chance {
  readonly seed: number;
  /** Of the message in its feed, from 0. */
  readonly index: number;
  /** When the feed begins. */
  readonly start: number;
}

/** What begins to be counted anew behind each of these. */
const COUNTED_WITHIN: Readonly<Record<string, readonly string[]>> = {
  OBR: ["OBX", "NTE", "TQ1", "SPM", "DG1"],
  OBX: ["NTE"],
  RXA: ["OBX"],
  RGS: ["AIS", "AIG", "AIL", "AIP"],
  PID: ["NTE", "OBX"],
};
/** OBX-2 names the type of OBX-5. */
const OBX = { id: "OBX", valueType: 2, value: 5 } as const;
const HEADER = { id: "MSH", fields: ["|", SUGGESTED.slice(1)] } as const;

export function filled(plan: Plan, kind: Kind, root: Occurrence, chance: Chance): readonly Line[] {
  const { seed, index, start } = chance;
  const story = newStory(seed, index, start);
  const { standard } = plan;
  const place = { ...kind, structure: structureIdOf(standard, kind) ?? "", version: standard.version };
  const counted = new Map<string, number>();
  return Array.from(standings(root), ({ segment, route }) => {
    const ordinal = (counted.get(segment.name) ?? 0) + 1;
    counted.set(segment.name, ordinal);
    for (const inner of COUNTED_WITHIN[segment.name] ?? []) counted.delete(inner);
    const fields = fieldsOf(plan, segment, story, { ...place, ordinal });
    return { id: segment.name, fields, route };
  });
}

function fieldsOf(plan: Plan, segment: Occurrence, story: Story, place: Place): readonly string[] {
  const known = plan.segment(segment.name);
  const fields = known && !segment.isOwn ? madeUp(plan, segment, known, story, place) : [];
  for (const [position, text] of Object.entries(segment.pins)) fields[Number(position) - 1] = text;
  const all = Array.from(fields, (text = "") => text);
  if (segment.name === HEADER.id) all.splice(0, HEADER.fields.length, ...HEADER.fields);
  while (all.length > 0 && all.at(-1) === "") all.pop();
  return all;
}

function madeUp(
  plan: Plan,
  segment: Occurrence,
  known: SegmentPlan,
  story: Story,
  place: Place,
): (string | undefined)[] {
  const context = { random: story.random, moment: story.moment, number: story.number };
  const wishes = WISHES[segment.name]?.(story, place) ?? {};
  const fields: (string | undefined)[] = [];
  known.fields.forEach((field, position) => {
    if (!field) return;
    const wish = wishes[position] ?? "";
    const type = segment.name === OBX.id ? valueType(plan, segment, position, field, wishes) : field.type;
    const text = madeField(field, type, wish, context);
    if (text !== "") fields[position - 1] = text;
  });
  return fields.length > 0 ? fields : anyField(known, context);
}

/** A field that the version withdrew stays empty, required or not. */
function madeField(field: FieldPlan, type: TypePlan, wish: Wish, context: FitContext): string {
  const isWished = wish !== "" && field.most > 0;
  if (!isWished && !field.required) return "";
  return fitField(field, isWished ? wish : fitType(type, field.table, context), context, type);
}

function valueType(
  plan: Plan,
  { pins }: Occurrence,
  position: number,
  field: FieldPlan,
  wishes: Readonly<Record<number, Wish>>,
): TypePlan {
  const named = pins[OBX.valueType] ?? wishes[OBX.valueType];
  return position === OBX.value && typeof named === "string" ? plan.type(named) : field.type;
}

/** A segment of which nothing is required says something all the same: its first field. */
function anyField({ fields }: SegmentPlan, context: FitContext): string[] {
  const position = fields.findIndex((field) => field !== null && field.most > 0);
  const field = fields[position];
  if (!field) return [];
  const made: string[] = [];
  made[position - 1] = fitField(field, fitType(field.type, field.table, context), context);
  return made;
}
