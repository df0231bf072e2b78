/** Which messages of a feed keep to a filter. */

import type { Hl7Text } from "../parse";
import { type Condition, expressionOf } from "./filter";
import { eachRow, type Steps } from "./steps";
import { Values } from "./values";

/** As it stands in a message: what a value of "" asks for. */
const NULL_TEXT = '""';

/** Of `rows`, ascending positions among the blocks, those for which every condition holds. */
export function* matchingRows(
  text: Hl7Text,
  rows: Uint32Array,
  conditions: readonly Condition[],
): Steps<Uint32Array> {
  let kept = rows;
  for (const condition of conditions) {
    const holds = testOf(text, condition);
    const next = new Uint32Array(kept.length);
    let count = 0;
    yield* eachRow(kept, (row) => {
      if (holds(row)) next[count++] = row;
    });
    kept = next.slice(0, count);
  }
  return kept;
}

function testOf(text: Hl7Text, condition: Condition): (row: number) => boolean {
  const { operator, isNot } = condition;
  const values = new Values(text, condition.wanted);
  // "empty" is "not present": so neither can hold with the other.
  const isTurned = isNot !== (operator === "empty");
  const fits = fitsOf(condition);
  return (row) => {
    let isFound = false;
    values.each(row, (start, end) => {
      isFound ||= start < end && (fits === null || fits(values.read(start, end)));
    });
    return isFound !== isTurned;
  };
}

/** Null: whatever says something. */
function fitsOf(condition: Condition): ((said: string) => boolean) | null {
  const { operator, value, ignoresCase } = condition;
  if (operator === "present" || operator === "empty") return null;
  if (operator === "matches") {
    const expression = expressionOf(condition);
    return (said) => expression?.test(said) ?? false;
  }
  const fold = (one: string): string => (ignoresCase ? one.toLowerCase() : one);
  const wanted = fold(value === "" ? NULL_TEXT : value);
  if (operator === "equals") return (said) => fold(said) === wanted;
  return (said) => fold(said).includes(wanted);
}
