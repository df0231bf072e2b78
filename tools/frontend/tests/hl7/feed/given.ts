/** Feeds and shorthands that the tests of the feed explorer share. */

import { type Hl7Text, parseHl7 } from "../../../src/hl7";
import { type Condition, parseFilter } from "../../../src/hl7/feed/filter";
import { matchingRows } from "../../../src/hl7/feed/matching";
import { finish } from "../../../src/hl7/feed/steps";
import { messagePositions } from "../../../src/hl7/parse";
import { parseWanted, type Wanted } from "../../../src/hl7/path";
import { bytesOf } from "../given";

export function header(id: string, time = "20260101", charset = ""): string {
  return `MSH|^~\\&|LAB|SYN|HIS|SYN|${time}||ORU^R01|${id}|T|2.5.1||||||${charset}`;
}

/** Messages of these segments, each with a header of its own number from 1. */
export function feedOf(...messages: readonly (readonly string[])[]): Hl7Text {
  const texts = messages.map((segments, at) => `${[header(String(at + 1)), ...segments].join("\r")}\r`);
  return parseHl7(bytesOf(texts.join("")));
}

export function conditions(filter: string): readonly Condition[] {
  const parsed = parseFilter(filter);
  if (!parsed.conditions) throw new Error(`${parsed.fault.code} at ${parsed.fault.at}: ${filter}`);
  return parsed.conditions;
}

export function wanted(path: string): Wanted {
  const found = parseWanted(path);
  if (!found) throw new Error(`no path: ${path}`);
  return found;
}

export const allRows = (text: Hl7Text): Uint32Array => messagePositions(text.blocks);

/** Numbers, from 1, of the messages that keep to the filter. */
export function kept(text: Hl7Text, filter: string): readonly number[] {
  return [...finish(matchingRows(text, allRows(text), conditions(filter)))].map((row) => row + 1);
}
