/** A field's text taken apart, and put together again: what is typed into a part is a text of that part alone. */

import { SUGGESTED } from "./fit";

const [FIELD, COMPONENT, REPETITION, , SUBCOMPONENT] = SUGGESTED;

/** 2.7.1, for those delimiters that may not stand in a part; escape sequences may. */
const SEQUENCES: Readonly<Record<string, string>> = {
  "|": "\\F\\",
  "^": "\\S\\",
  "~": "\\R\\",
  "&": "\\T\\",
};

/** Only one repetition is taken apart. */
export const hasRepetitions = (text: string): boolean => text.includes(REPETITION as string);

export const componentsOf = (text: string): readonly string[] => text.split(COMPONENT as string);

/** The field with one component anew, from 1. `splits`: sub-components may be typed there. */
export function withComponent(text: string, position: number, typed: string, splits: boolean): string {
  const parts = [...componentsOf(text)];
  while (parts.length < position) parts.push("");
  const delimiters = [FIELD, COMPONENT, REPETITION, ...(splits ? [] : [SUBCOMPONENT])] as readonly string[];
  parts[position - 1] = escapedIn(typed, delimiters);
  while (parts.length > 1 && parts.at(-1) === "") parts.pop();
  return parts.join(COMPONENT);
}

/** A whole field as it was typed: it may hold every delimiter but the one that ends it. */
export const typedField = (typed: string): string => escapedIn(typed, [FIELD as string]);

function escapedIn(typed: string, delimiters: readonly string[]): string {
  const plain = typed.replace(/\r\n?|\n/g, "\\.br\\");
  return Array.from(plain, (character) =>
    delimiters.includes(character) ? (SEQUENCES[character] ?? character) : character,
  ).join("");
}
