/**
 * What a link may say about a place in a tool, behind `#`: enumerated words, numbers, tags, HL7 paths, and nothing else.
 *
 *     #message=12&path=PID-3.1&rows=all
 *
 * Each tool has its own grammar. A `Fragment` comes from `format` alone, which reads back what it wrote: whatever a
 * tool hands in, nothing outside the grammar gets into an address.
 */

import { tagHex } from "../dicom/tags";
import { formatPath, type Path, parsePath } from "../hl7/path";

/** One kind of value. `parse` gives null for what it does not allow, and so says what is written: `format` checks nothing. */
export interface Term<Value> {
  parse(text: string): Value | null;
  format(value: Value): string;
}

declare const written: unique symbol;
/** "" or a text that begins with `#`, written by a grammar. */
export type Fragment = string & { readonly [written]: true };

export const NOWHERE = "" as Fragment;

type Terms = Readonly<Record<string, Term<unknown>>>;
type ValueOf<T> = T extends Term<infer Value> ? Value : never;
export type Place<T> = { readonly [Name in keyof T]?: ValueOf<T[Name]> };

export interface Grammar<T> {
  /** The parts that are allowed; all others are left out. Of a part that comes twice the first counts. */
  parse(fragment: string): Place<T>;
  format(place: Place<T>): Fragment;
  /** A fragment from outside as it would be written here: `NOWHERE` if it says nothing. */
  read(fragment: string): Fragment;
}

/** A fragment with more than this was not written here. */
const LONGEST = 1_000;

export function defineGrammar<T extends Terms>(terms: T): Grammar<T> {
  const all = Object.entries<Term<unknown>>(terms);
  const parse = (fragment: string): Place<T> => {
    if (fragment.length > LONGEST) return {};
    const found: Record<string, unknown> = {};
    for (const part of fragment.replace(/^#/, "").split("&")) {
      const [name = "", text = ""] = part.split("=", 2);
      const term = all.find(([known]) => known === name)?.[1];
      const value = term?.parse(text) ?? null;
      if (value !== null && !(name in found)) found[name] = value;
    }
    return found as Place<T>;
  };
  const format = (place: Place<T>): Fragment => {
    const parts = all.flatMap(([name, term]) => {
      const value = (place as Readonly<Record<string, unknown>>)[name];
      const text = value === undefined || value === null ? "" : String(term.format(value));
      const again = term.parse(text);
      return again !== null && term.format(again) === text ? [`${name}=${text}`] : [];
    });
    const whole = parts.length > 0 ? `#${parts.join("&")}` : "";
    return (whole.length > LONGEST ? "" : whole) as Fragment;
  };
  return { parse, format, read: (fragment) => format(parse(fragment)) };
}

const NUMBER = /^[1-9]\d{0,7}$/;

/** A number from 1. */
export const count: Term<number> = {
  parse: (text) => (NUMBER.test(text) ? Number(text) : null),
  format: String,
};

/** One of the words given here. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Term<Word> {
  return {
    parse: (text) => words.find((word) => word === text) ?? null,
    format: (word) => word,
  };
}

/**
 * Where a data element lies: its tag, or tag, item and tag by turns; an item alone ends with its number.
 *
 *     00081140.2.00081155
 */
export const tagPath: Term<readonly number[]> = {
  parse(text) {
    const parts = text.split(".");
    if (parts.length > DEEPEST) return null;
    const numbers = parts.map((part, place) => {
      if (place % 2 === 0) return TAG.test(part) ? Number.parseInt(part, 16) : null;
      return count.parse(part);
    });
    return numbers.includes(null) ? null : (numbers as number[]);
  },
  format: (path) => path.map((number, place) => (place % 2 === 0 ? tagHex(number) : number)).join("."),
};
const TAG = /^[0-9A-F]{8}$/;
const DEEPEST = 64;

/** A path into a message. Only segments of the standard: the name of a local one is the sender's own word. */
export function hl7Path(isSegment: (id: string) => boolean): Term<Path> {
  return {
    parse(text) {
      const path = parsePath(text);
      return path && isSegment(path.segment) && formatPath(path) === text ? path : null;
    },
    format: (path) => formatPath(path),
  };
}
