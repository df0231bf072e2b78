/** Conditions on what else a data set holds, each with words for a finding: tags, values and signs, no prose. */

import { NO_ROW } from "../elements";
import { NUMBER_OF_FRAMES, PIXEL_DATA, tagText } from "../tags";
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

/** None of these is here, not even without a value: an empty one that may not be is told by itself. */
export const lacks = (...tags: readonly number[]): When => ({
  holds: (set) => tags.every((tag) => set.rowOf(tag) === NO_ROW),
  words: list(
    tags.map((tag) => `no ${named(tag)}`),
    "+",
  ),
});

/** It has no value, whether it is here or not. */
export const isEmpty = (tag: number): When => ({
  holds: (set) => !set.has(tag),
  words: `${named(tag)} = ""`,
});

/** One of the values is one of these. */
export const is = (tag: number, ...wanted: readonly string[]): When => ({
  holds: (set) => set.texts(tag).some((text) => wanted.includes(text)),
  words: `${named(tag)} = ${wanted.join("|")}`,
});

/** The first of its values is one of these. */
export const isFirst = (tag: number, ...wanted: readonly string[]): When => ({
  holds: (set) => wanted.includes(set.text(tag)),
  words: `${named(tag)}[1] = ${wanted.join("|")}`,
});

/** It has a value, and none of these. */
export const isNot = (tag: number, ...others: readonly string[]): When => ({
  holds: (set) => {
    const texts = set.texts(tag).filter((text) => text !== "");
    return texts.length > 0 && !texts.some((text) => others.includes(text));
  },
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

/** PS3.5 A.4: the first item of Pixel Data is the offset table; with as many more as frames no frame is in two pieces. */
export const HAS_WHOLE_FRAMES: When = {
  holds: (set) => {
    const row = set.rowOf(PIXEL_DATA);
    const frames = Number(set.text(NUMBER_OF_FRAMES) || "1");
    return row !== NO_ROW && set.items(row).length === 1 + frames;
  },
  words: `${named(PIXEL_DATA)}[${named(NUMBER_OF_FRAMES)} + 1]`,
};

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

/** Asked of the items of a sequence: one of them will do. */
export const inItem = (sequence: number, when: When): When => ({
  holds: (set) => {
    const row = set.rowOf(sequence);
    return row !== NO_ROW && set.items(row).some((item) => when.holds(set.inItem(item)));
  },
  words: `${named(sequence)}/${when.words}`,
});

/** Of the object itself, of nothing that lies in it. */
export const atTop = (when: When): When => ({
  holds: (set) => set.around === null && when.holds(set),
  words: `/${when.words}`,
});

/** Asked of the object, wherever the data set lies. */
export const inObject = (when: When): When => ({
  holds: (set) => when.holds(set.object),
  words: `/${when.words}`,
});
