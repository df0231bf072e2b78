/** A whole text held to the standard: each message to the version that it declares. */

import { eachBlock } from "./blocks";
import { type DictionaryVersion, dictionaryVersion } from "./dictionary";
import { type Finding, FindingList, type Rule } from "./findings";
import type { Library } from "./library";
import { openBlock } from "./message";
import type { Hl7Text } from "./parse";
import { Plan } from "./plan";
import { type Profile, withProfile } from "./profile";
import { Validator } from "./validate";

export interface Validation {
  /** How many messages were held to each version, the most frequent first. */
  readonly versions: readonly (readonly [DictionaryVersion, number])[];
  /** Segments without a header, which no structure is known of. */
  readonly fragments: number;
  /** In the order of their places; of each rule the first ones. */
  readonly findings: readonly Finding[];
  /** How many there are of each rule. */
  readonly counts: ReadonlyMap<Rule, number>;
}

/** Telling of every message would cost more than reading it. */
const PROGRESS_EVERY = 1_024;
/** Nobody reads more of one kind, and all of them have to reach the page. */
const MOST_OF_A_RULE = 500;

/** `profile`, where there is one, has its word before each version's. */
export function validateText(
  text: Hl7Text,
  library: Library,
  profile: Profile | null = null,
  progress?: (done: number, total: number) => void,
): Validation {
  const findings = new FindingList(MOST_OF_A_RULE);
  const validators = new Map<DictionaryVersion, Validator>();
  const versions = new Map<DictionaryVersion, number>();
  let fragments = 0;
  let number = 0;
  for (const block of eachBlock(text.blocks)) {
    if (number++ % PROGRESS_EVERY === 0) progress?.(number - 1, text.blocks.count);
    if (block.kind === "fragment") fragments++;
    if (block.kind !== "message") continue;
    const message = openBlock(text, block);
    const { version } = dictionaryVersion(message.summary.version);
    const validator = validators.get(version) ?? validatorFor(library, version, profile);
    validators.set(version, validator);
    versions.set(version, (versions.get(version) ?? 0) + 1);
    validator.validate(text, message, findings);
  }
  const { kept, counts } = findings;
  return { versions: [...versions].toSorted(([, a], [, b]) => b - a), fragments, findings: kept, counts };
}

function validatorFor(library: Library, version: DictionaryVersion, profile: Profile | null): Validator {
  const standard = library.standard(version);
  return new Validator(new Plan(profile ? withProfile(standard, profile) : standard));
}
