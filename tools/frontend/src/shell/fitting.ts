/** Which tools are for what the detector found, wrapped or not. */

import { type Detection, type Kind, offers, sentence, TEXTS } from "../detect";
import { defineText } from "../text/define";
import { catalogue, type Entry } from "./catalogue";

/** The detector's own words: it is pure, and knows no page's language. */
const say = defineText(TEXTS);

export const kindName = (kind: Kind): string => say(kind);

/** "gzip with HL7 v2.5.1 ORU^R01, 3 messages or more" */
export const describe = (found: Detection): string => sentence(found, say);

/** "gzip with HL7 v2 message": the kinds alone, for counting. */
export function kindsOf(found: Detection): string {
  const outer = say(found.guesses[0].kind);
  return found.inside ? say("with", { outer, inner: kindsOf(found.inside) }) : outer;
}

/** From the outermost layer to the innermost. */
function layersOf(found: Detection): readonly Detection[] {
  return found.inside ? [found, ...layersOf(found.inside)] : [found];
}

/** Tools that open it as it is, then those that open what it wraps, then those for the less likely guesses. */
export function toolsFor(found: Detection): readonly Entry[] {
  const layers = layersOf(found);
  const best = layers.map(({ guesses }) => guesses[0]);
  return offers([...best, ...layers.flatMap(({ guesses }) => guesses.slice(1))], catalogue());
}

export const opensOf = (slug: string): readonly string[] =>
  catalogue().find((entry) => entry.slug === slug)?.opens ?? [];

/** Whether a tool that opens these kinds is one for what it most likely is. */
export function fits(opens: readonly string[], found: Detection): boolean {
  return layersOf(found).some(({ guesses }) => opens.includes(guesses[0].kind));
}
