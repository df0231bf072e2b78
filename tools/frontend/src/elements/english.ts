/**
 * The standards' own names are English in every language of the page. They are marked so, for whoever has the page read
 * aloud (WCAG 2.2, 3.1.2).
 */

import { h } from "./dom";

export function english(text: string): HTMLElement {
  return h("span", { lang: "en", translate: false }, text);
}

/** A sentence of the page with such names in it. */
export function withEnglish(sentence: string, names: readonly string[]): readonly (Node | string)[] {
  const [name, ...others] = names;
  if (name === undefined) return [sentence];
  const at = name === "" ? -1 : sentence.indexOf(name);
  if (at < 0) return withEnglish(sentence, others);
  const past = at + name.length;
  return [
    ...withEnglish(sentence.slice(0, at), others),
    english(name),
    ...withEnglish(sentence.slice(past), others),
  ];
}
