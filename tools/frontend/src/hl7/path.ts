/** Paths as people write them: one-based, `PID-3[1].4.1`, `OBX[2]-5`. */

export interface Path {
  readonly segment: string;
  /** Which of the segments of that ID, from 1. */
  readonly occurrence: number;
  /** Each is null where the path ends before it; a null repetition with a component means the first. */
  readonly field: number | null;
  readonly repetition: number | null;
  readonly component: number | null;
  readonly subcomponent: number | null;
}

/**
 * The parts of a path.
 *
 *     OBX [2] - 5 [1] . 4 . 1
 *     │   │     │ │     │   └ sub-component
 *     │   │     │ │     └ component
 *     │   │     │ └ repetition
 *     │   │     └ field
 *     │   └ occurrence of the segment
 *     └ segment ID
 */
const PATH = /^([A-Z][A-Z0-9]{2})(?:\[(\d+)\])?(?:[-.](\d+)(?:\[(\d+)\])?(?:\.(\d+)(?:\.(\d+))?)?)?$/;
/** More digits than any message has parts. */
const HIGHEST = 99_999_999;

/** Null where the text is no path. Lower case is taken as upper case, `PID.3` as `PID-3`. */
export function parsePath(text: string): Path | null {
  const match = PATH.exec(text.trim().toUpperCase());
  if (!match) return null;
  const numbers = match.slice(2).map((part) => (part === undefined ? null : Number(part)));
  if (numbers.some((number) => number !== null && (number < 1 || number > HIGHEST))) return null;
  const [occurrence, field, repetition, component, subcomponent] = numbers.map((number) => number ?? null);
  return {
    segment: match[1] ?? "",
    occurrence: occurrence ?? 1,
    field: field ?? null,
    repetition: repetition ?? null,
    component: component ?? null,
    subcomponent: subcomponent ?? null,
  };
}

/** The shortest text that `parsePath` reads back as the same path. */
export function formatPath(path: Path): string {
  const { segment, occurrence, field, repetition, component, subcomponent } = path;
  let text = occurrence === 1 ? segment : `${segment}[${occurrence}]`;
  if (field === null) return text;
  text += `-${field}`;
  if (repetition !== null) text += `[${repetition}]`;
  if (component === null) return text;
  text += `.${component}`;
  return subcomponent === null ? text : `${text}.${subcomponent}`;
}

/** A path as it is wanted: `OBX-14` of every OBX, `OBX[2]-14` of the second alone; of every repetition where none is named. */
export interface Wanted {
  readonly path: Path;
  readonly isAnyOccurrence: boolean;
}

const NAMES_OCCURRENCE = /^\s*\w{3}\[/;

/** Null where the text is no path. */
export function parseWanted(text: string): Wanted | null {
  const path = parsePath(text);
  return path && { path, isAnyOccurrence: !NAMES_OCCURRENCE.test(text) };
}

/** The shortest text that `parseWanted` reads back as the same. */
export function formatWanted({ path, isAnyOccurrence }: Wanted): string {
  const text = formatPath(path);
  const isFirstAlone = !isAnyOccurrence && path.occurrence === 1;
  return isFirstAlone ? text.replace(path.segment, `${path.segment}[1]`) : text;
}
