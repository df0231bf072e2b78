/** Under which conditions attributes of content items are required: of reports, and of items of a name and a value. */

import { type Condition, rows } from "./condition";
import type { AttributeSet } from "./tables";
import { atTop, either, is, lacks } from "./when";

const TYPED = "C.17.3";
const VALUE_TYPE = 0x0040a040;
const CONCEPT_NAME = 0x0040a043;

/**
 * Content items: one macro for each value type, which the tables have all at once. What is of type 1 there is required in
 * items of that value type alone.
 */
const CONTENT_ITEMS: readonly Condition[] = [
  ...rows(TYPED, is(VALUE_TYPE, "COMPOSITE", "IMAGE", "WAVEFORM"), 0x00081199),
  ...rows(TYPED, is(VALUE_TYPE, "CONTAINER"), 0x0040a050),
  ...rows(TYPED, is(VALUE_TYPE, "DATETIME"), 0x0040a120),
  ...rows(TYPED, is(VALUE_TYPE, "DATE"), 0x0040a121),
  ...rows(TYPED, is(VALUE_TYPE, "TIME"), 0x0040a122),
  ...rows(TYPED, is(VALUE_TYPE, "PNAME"), 0x0040a123),
  ...rows(TYPED, is(VALUE_TYPE, "UIDREF"), 0x0040a124),
  ...rows(TYPED, is(VALUE_TYPE, "TCOORD"), 0x0040a130),
  ...rows(TYPED, is(VALUE_TYPE, "TEXT"), 0x0040a160),
  ...rows(TYPED, is(VALUE_TYPE, "CODE"), 0x0040a168),
  ...rows(TYPED, is(VALUE_TYPE, "NUM"), 0x0040a300),
  ...rows(TYPED, is(VALUE_TYPE, "NUMERIC"), 0x0040a30a, 0x004008ea),
  ...rows(TYPED, is(VALUE_TYPE, "SCOORD", "SCOORD3D"), 0x00700022, 0x00700023),
  ...rows(TYPED, is(VALUE_TYPE, "SCOORD3D"), 0x30060024),
  ...rows(TYPED, is(VALUE_TYPE, "TABLE"), 0x0040a801),
  ...rows(
    TYPED,
    either(
      is(VALUE_TYPE, "TEXT", "NUM", "CODE", "DATETIME", "DATE", "TIME", "UIDREF", "PNAME", "TABLE"),
      atTop(is(VALUE_TYPE, "CONTAINER")),
    ),
    CONCEPT_NAME,
  ),
  /** An item that refers to another has no value of its own. */
  ...rows(TYPED, lacks(0x0040db73), VALUE_TYPE),
];

const byTag = (conditions: readonly Condition[]): ReadonlyMap<number, Condition> =>
  new Map(conditions.map((one) => [one.tag, one]));

const IN_REPORTS = byTag(CONTENT_ITEMS);
/** Items of a name and a value (10.2): both the name and the value type are of type 1, under no condition. */
const IN_PAIRS = byTag(
  CONTENT_ITEMS.filter(({ tag }) => tag !== CONCEPT_NAME && tag !== VALUE_TYPE).map((one) => ({
    ...one,
    clause: "10.2",
  })),
);

/** Under which condition an attribute of a content item is required; undefined for others, and in data sets that are none. */
export function contentCondition(tag: number, definition: AttributeSet): Condition | undefined {
  if (!isContentItem(definition)) return undefined;
  return (definition.get(CONCEPT_NAME)?.type === "1" ? IN_PAIRS : IN_REPORTS).get(tag);
}

/**
 * Of a content item the definition has a value type of type 1. An encapsulated document has one with content of its own
 * alone (C.24.2, in `CONDITIONS`), and its title is nobody's concept.
 */
export function isContentItem(definition: AttributeSet): boolean {
  return definition.get(VALUE_TYPE)?.type === "1";
}
