/** Interchanges of X12 and EDIFACT: text whose own beginning says how it is delimited. */

import { trimmedOf } from "./decode";
import { type Recogniser, what } from "./head";

/** X12.6, the ISA segment: sixteen elements of fixed width behind their separators, then the terminator. */
const ISA_ELEMENTS = 16;
const ISA_LENGTH = 106;
const ISA_LONGEST = 200;

interface X12Delimiters {
  readonly element: string;
  readonly segment: string;
}

/** `ISA*00*          *…*T*:~`: what stands after the sixteenth element's one character ends each segment. */
function x12Delimiters(text: string): X12Delimiters | null {
  const element = text.charAt(3);
  if (!text.startsWith("ISA") || !/[^\w\s]/.test(element)) return null;
  const parts = text.slice(0, ISA_LONGEST).split(element);
  const last = parts.slice(0, ISA_ELEMENTS).join(element).length + 1;
  const segment = text.charAt(last + 1);
  const isFixed = last + 2 === ISA_LENGTH;
  const goesOn = /^\s*(?:GS|TA1|IEA|ISB)/.test(text.slice(last + 2, last + 12));
  return parts.length > ISA_ELEMENTS && (isFixed || goesOn) ? { element, segment } : null;
}

/** X12.5, X12.22: GS-08 says the version, ST-01 the transaction set. */
export const x12: Recogniser = {
  kind: "x12",
  sees: (head) => {
    const text = trimmedOf(head);
    const delimiters = x12Delimiters(text);
    if (!delimiters) return null;
    const { element, segment } = delimiters;
    const segments = text
      .slice(0, 4_096)
      .split(segment)
      .map((part) => part.trim().split(element));
    const set = segments.find(([id]) => id === "ST")?.[1] ?? "";
    const version = segments.find(([id]) => id === "GS")?.[8] ?? "";
    const isSet = /^\d{3}$/.test(set);
    return { facts: [what("X12", isSet ? set : "", /^00\d{4}\w{0,6}$/.test(version) ? version : "")] };
  },
};

/** ISO 9735-1 clauses 7 and 8: `UNA:+.? '` if the delimiters are told, then UNB with the syntax identifier. */
const UNA = /^UNA([^\w\s])([^\w\s])[.,].([^\w])([^\w])\s*UNB/;
const UNB = /^UNB\+[A-Z]{4}:\d/;

export const edifact: Recogniser = {
  kind: "edifact",
  sees: (head) => {
    const text = trimmedOf(head);
    const told = UNA.exec(text);
    if (!told && !UNB.test(text)) return null;
    const [, component = ":", element = "+"] = told ?? [];
    const header = text.slice(0, 4_096).split(`UNH${element}`)[1] ?? "";
    const [type = "", version = "", release = ""] = (header.split(element)[1] ?? "").split(component);
    const isType = /^[A-Z]{6}$/.test(type) && /^\w{1,3}$/.test(version) && /^\w{1,3}/.test(release);
    return { facts: [what("EDIFACT", isType ? type : "")] };
  },
};
