/** What is known of a version, read from the committed files. */

import type { DictionaryVersion } from "../../src/hl7";
import { openBlock, parseHl7, readDictionary } from "../../src/hl7";
import { blockOf } from "../../src/hl7/blocks";
import { type Finding, FindingList } from "../../src/hl7/findings";
import { Plan, type Standard } from "../../src/hl7/plan";
import { readRules } from "../../src/hl7/rules";
import { readTables } from "../../src/hl7/tables";
import { Validator } from "../../src/hl7/validate";
import { bytesOf } from "./given";

const files = import.meta.glob<string>("../../../dictionaries/data/hl7-*.tsv", {
  query: "?raw",
  import: "default",
  eager: true,
});

export function committed(name: string): string {
  const text = files[`../../../dictionaries/data/${name}.tsv`];
  if (text === undefined) throw new Error(`no ${name}`);
  return text;
}

const tables = readTables(committed("hl7-tables"));
const validators = new Map<string, { standard: Standard; validator: Validator }>();

export function standardOf(version: DictionaryVersion): { standard: Standard; validator: Validator } {
  const known = validators.get(version);
  if (known) return known;
  const dictionary = readDictionary(committed(`hl7-${version}`));
  const rules = readRules(committed(`hl7-rules-${version}`));
  const standard = { version, dictionary, rules, tables };
  const made = { standard, validator: new Validator(new Plan(standard)) };
  validators.set(version, made);
  return made;
}

/** The findings of a text's first message. */
export function findingsOf(text: string, version: DictionaryVersion = "2.5.1"): readonly Finding[] {
  const parsed = parseHl7(bytesOf(text));
  const list = new FindingList();
  const block = blockOf(parsed.blocks, 0);
  if (!block) throw new Error("no block");
  standardOf(version).validator.validate(parsed, openBlock(parsed, block), list);
  return list.kept;
}

/** `rule path` of each, without notes: short to compare. */
export function said(text: string, version: DictionaryVersion = "2.5.1"): readonly string[] {
  return findingsOf(text, version)
    .filter(({ severity }) => severity !== "note")
    .map(({ rule, path }) => `${rule} ${path}`);
}
