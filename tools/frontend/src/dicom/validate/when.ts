/** Conditions on what else a data set holds, each with words for a finding: tags, values and signs, no prose. */

import { tagText } from "../tags";
import type { DataSet } from "./data-set";

export interface When {
  holds(set: DataSet): boolean;
  /** `(0028,0002) > 1` */
  readonly words: string;
}

const named = (tag: number): string => `(${tagText(tag)})`;
const list = (words: readonly string[], between: string): string => words.join(` ${between} `);

/** All of these have a value. */
export const has = (...tags: readonly number[]): When => ({
  holds: (set) => tags.every((tag) => set.has(tag)),
  words: list(tags.map(named), "+"),
});

/** None of these has a value. */
export const lacks = (...tags: readonly number[]): When => ({
  holds: (set) => !tags.some((tag) => set.has(tag)),
  words: list(
    tags.map((tag) => `no ${named(tag)}`),
    "+",
  ),
});

/** One of the values is one of these. */
export const is = (tag: number, ...wanted: readonly string[]): When => ({
  holds: (set) => set.texts(tag).some((text) => wanted.includes(text)),
  words: `${named(tag)} = ${wanted.join("|")}`,
});

/** It has a value, and none of these. */
export const isNot = (tag: number, ...others: readonly string[]): When => ({
  holds: (set) => set.has(tag) && !set.texts(tag).some((text) => others.includes(text)),
  words: `${named(tag)} ≠ ${others.join("|")}`,
});

export const above = (tag: number, least: number): When => ({
  holds: (set) => Number(set.text(tag)) > least,
  words: `${named(tag)} > ${least}`,
});

/** An element that holds tags names this one. */
export const pointsTo = (pointer: number, tag: number): When => ({
  holds: (set) => set.texts(pointer).some((text) => Number.parseInt(text, 16) === tag),
  words: `${named(pointer)} → ${named(tag)}`,
});

/** `names` are the standard's for the UIDs. */
export const isOfClass = (names: string, ...uids: readonly string[]): When => ({
  holds: ({ kind }) => uids.includes(kind.sopClass),
  words: `(0008,0016) = ${names}`,
});

/** Characters beyond the default repertoire (PS3.5 6.1.2.1). */
export const HAS_FOREIGN_TEXT: When = {
  holds: ({ kind }) => kind.hasForeignText,
  words: "≠ ISO_IR 6",
};

export const isWritten = (...uids: readonly string[]): When => ({
  holds: ({ kind }) => uids.includes(kind.transferSyntax),
  words: `(0002,0010) = ${uids.join("|")}`,
});

export const both = (...whens: readonly When[]): When => ({
  holds: (set) => whens.every((when) => when.holds(set)),
  words: list(
    whens.map(({ words }) => words),
    "+",
  ),
});

export const either = (...whens: readonly When[]): When => ({
  holds: (set) => whens.some((when) => when.holds(set)),
  words: `[${list(
    whens.map(({ words }) => words),
    "|",
  )}]`,
});

/** Asked of the object, wherever the data set lies. */
export const inObject = (when: When): When => ({
  holds: (set) => when.holds(set.object),
  words: `/${when.words}`,
});
