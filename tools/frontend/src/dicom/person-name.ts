/** PN (PS3.5 6.2.1): up to three ways to write a name, each of up to five components. */

export interface NameComponents {
  readonly family: string;
  readonly given: string;
  readonly middle: string;
  readonly prefix: string;
  readonly suffix: string;
}

export interface PersonName {
  readonly alphabetic: NameComponents;
  readonly ideographic: NameComponents;
  readonly phonetic: NameComponents;
}

/** The component groups of one value, at `=`; at most three, and what follows a third `=` is in the last. */
export function nameGroups(
  value: string,
): readonly [alphabetic: string, ideographic: string, phonetic: string] {
  const [alphabetic = "", ideographic = "", ...rest] = value.split("=");
  return [alphabetic, ideographic, rest.join("=")];
}

/** `Family^Given^Middle^Prefix^Suffix=…=…`: one value of PN, its components without surrounding spaces. */
export function personName(value: string): PersonName {
  const [alphabetic, ideographic, phonetic] = nameGroups(value).map(components);
  return { alphabetic, ideographic, phonetic } as PersonName;
}

function components(group: string): NameComponents {
  const [family = "", given = "", middle = "", prefix = "", suffix = ""] = group
    .split("^")
    .map((part) => part.trim());
  return { family, given, middle, prefix, suffix };
}
