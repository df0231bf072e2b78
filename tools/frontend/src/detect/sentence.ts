/** What was detected, in one line. */

import type { Detection, Fact } from "./detection";
import type { Say } from "./words";

const said = (fact: Fact, say: Say): string => say(fact.code, fact.values);

/**
 * One line about a file: "gzip with HL7 v2.5.1 ORU^R01, 3 messages or more". Of the file's own words it holds only those
 * that have the form of a code; never a value, never a file's name.
 */
export function sentence(detection: Detection, say: Say): string {
  const [best] = detection.guesses;
  const { facts, inside } = detection;
  const names = facts[0]?.code === "what" ? [] : [say(best.kind)];
  const outer = [...names, ...facts.map((fact) => said(fact, say))].join(", ");
  return inside ? say("with", { outer, inner: sentence(inside, say) }) : outer;
}
