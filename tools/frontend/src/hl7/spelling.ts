/**
 * Paths as others write them, both ways.
 *
 *     ours         PID-3[2].4.1                          from 1
 *     Terser       /.PID-3(1)-4-1                        HAPI: segment and repetition from 0, the rest from 1
 *     Mirth        msg['PID']['PID.3'][1]['PID.3.4']['PID.3.4.1'].toString()      Mirth, OIE, BridgeLink; indices from 0
 *     python-hl7   PID.F3.R2.C4.S1                       from 1
 */

import { type Path, parsePath } from "./path";
import { definesDelimiters } from "./tokens";

export const SPELLINGS = ["terser", "mirth", "python-hl7"] as const;
export type Spelling = (typeof SPELLINGS)[number];

/** The path in another spelling. Levels that it leaves out are left out there too, but where that would read another part. */
export function spellPath(path: Path, spelling: Spelling): string {
  if (spelling === "terser") return terser(path);
  return spelling === "mirth" ? mirth(path) : pythonHl7(path);
}

/** Terser reads the first component and sub-component where none is named, and wants a field. */
function terser({ segment, occurrence, field, repetition, component, subcomponent }: Path): string {
  const start = `/.${segment}${occurrence > 1 ? `(${occurrence - 1})` : ""}`;
  if (field === null) return start;
  const numbers = [component, subcomponent].filter((number) => number !== null);
  return [`${start}-${field}${(repetition ?? 1) > 1 ? `(${(repetition ?? 1) - 1})` : ""}`, ...numbers].join(
    "-",
  );
}

/** Mirth's XML has a first component even where a field does not split, but for those that name the delimiters. */
function mirth({ segment, occurrence, field, repetition, component, subcomponent }: Path): string {
  let text = `msg['${segment}']${occurrence > 1 ? `[${occurrence - 1}]` : ""}`;
  if (field === null) return text;
  const name = `${segment}.${field}`;
  if (definesDelimiters(segment, field)) return `${text}['${name}'].toString()`;
  text += `['${name}']${(repetition ?? 1) > 1 ? `[${(repetition ?? 1) - 1}]` : ""}['${name}.${component ?? 1}']`;
  if (subcomponent !== null) text += `['${name}.${component ?? 1}.${subcomponent}']`;
  return `${text}.toString()`;
}

function pythonHl7({ segment, occurrence, field, repetition, component, subcomponent }: Path): string {
  const parts = [occurrence > 1 ? `${segment}${occurrence}` : segment];
  if (field !== null) parts.push(`F${field}`);
  const numbers = [repetition, component, subcomponent];
  // Its levels have no names of their own: what lies above the deepest is named too.
  const deepest = numbers.findLastIndex((number) => number !== null);
  numbers.slice(0, deepest + 1).forEach((number, level) => {
    parts.push(`${"RCS"[level]}${number ?? 1}`);
  });
  return parts.join(".");
}

const TERSER =
  /^\/?\.?(?:[A-Z0-9_]+(?:\(\d+\))?\/)*\.?([A-Z][A-Z0-9]{2})\d?(?:\((\d+)\))?(?:-(\d+)(?:\((\d+)\))?(?:-(\d+))?(?:-(\d+))?)?$/i;
const PYTHON_HL7 = /^([A-Z][A-Z0-9]{2})(\d+)?\.F?(\d+)(?:\.R?(\d+))?(?:\.C?(\d+))?(?:\.S?(\d+))?$/i;
const MIRTH_START = /^(?:msg|tmp)\s*(?:\['([A-Z][A-Z0-9]{2})'\]|\.([A-Z][A-Z0-9]{2}))(?:\[(\d+)\])?/i;
const MIRTH_PART = /\['[A-Z][A-Z0-9]{2}\.(\d+)(?:\.(\d+))?(?:\.(\d+))?'\](?:\[(\d+)\])?/gi;
const MIRTH_WHOLE =
  /^(?:msg|tmp)\s*(?:\['\w{3}'\]|\.\w{3})(?:\[\d+\])?(?:\['\w{3}(?:\.\d+){1,3}'\](?:\[\d+\])?)*(?:\.toString\(\))?;?$/i;

/** A path in any of the spellings, ours included; null where it is none. */
export function readSpelling(text: string): Path | null {
  const given = text.trim();
  return parsePath(given) ?? readMirth(given) ?? readPythonHl7(given) ?? readTerser(given);
}

/** Digits as a number; `from` is what the spelling counts from. */
function counted(digits: string | undefined, from: 0 | 1): number | null {
  return digits === undefined ? null : Number(digits) + 1 - from;
}

function readTerser(text: string): Path | null {
  const [match, segment = "", occurrence, field, repetition, component, subcomponent] =
    TERSER.exec(text) ?? [];
  if (match === undefined) return null;
  return checked({
    segment: segment.toUpperCase(),
    occurrence: counted(occurrence, 0) ?? 1,
    field: counted(field, 1),
    repetition: counted(repetition, 0),
    component: counted(component, 1),
    subcomponent: counted(subcomponent, 1),
  });
}

function readPythonHl7(text: string): Path | null {
  const [match, segment = "", occurrence, ...numbers] = PYTHON_HL7.exec(text) ?? [];
  if (match === undefined) return null;
  const [field, repetition, component, subcomponent] = numbers.map((digits) => counted(digits, 1));
  return checked({
    segment: segment.toUpperCase(),
    occurrence: counted(occurrence, 1) ?? 1,
    field: field ?? null,
    repetition: repetition ?? null,
    component: component ?? null,
    subcomponent: subcomponent ?? null,
  });
}

function readMirth(text: string): Path | null {
  const start = MIRTH_WHOLE.test(text) ? MIRTH_START.exec(text) : null;
  if (!start) return null;
  const parts = [...text.matchAll(MIRTH_PART)];
  const deepest = parts.at(-1);
  return checked({
    segment: (start[1] ?? start[2] ?? "").toUpperCase(),
    occurrence: counted(start[3], 0) ?? 1,
    field: counted(deepest?.[1], 1),
    repetition: counted(parts[0]?.[4], 0),
    component: counted(deepest?.[2], 1),
    subcomponent: counted(deepest?.[3], 1),
  });
}

/** Null where a number counts from less than the first. */
function checked(path: Path): Path | null {
  const { occurrence, field, repetition, component, subcomponent } = path;
  const numbers = [occurrence, field, repetition, component, subcomponent];
  return numbers.some((number) => number !== null && number < 1) ? null : path;
}
