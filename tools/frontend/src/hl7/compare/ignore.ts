/** Paths that do not count when two messages are compared. */

import { parseWanted, type Wanted } from "../path";

const BETWEEN = /[\s,;]+/;

/** Where something stands, as far down as it is known: 0 for the whole. */
export interface Position {
  readonly segment: string;
  readonly occurrence: number;
  readonly field: number;
  readonly repetition: number;
  readonly component: number;
  readonly subcomponent: number;
}

export class IgnoreList {
  readonly #bySegment = new Map<string, Wanted[]>();
  /** What was written and is no path. */
  readonly unread: readonly string[];

  /** `text`: paths between blanks, commas or line ends. */
  constructor(text = "") {
    const unread: string[] = [];
    for (const word of text.split(BETWEEN).filter((one) => one !== "")) {
      const ignored = parseWanted(word);
      if (!ignored) {
        unread.push(word);
        continue;
      }
      const { segment } = ignored.path;
      const known = this.#bySegment.get(segment) ?? [];
      known.push(ignored);
      this.#bySegment.set(segment, known);
    }
    this.unread = unread;
  }

  /** Whether anything in these segments is ignored. */
  touches(segment: string): boolean {
    return this.#bySegment.has(segment);
  }

  /** Whether a part, or something that it lies in, is ignored. */
  covers(at: Position): boolean {
    return (this.#bySegment.get(at.segment) ?? []).some(
      ({ path, isAnyOccurrence }) =>
        (isAnyOccurrence || path.occurrence === at.occurrence) &&
        isWithin(at.field, path.field) &&
        isWithin(at.repetition, path.repetition) &&
        isWithin(at.component, path.component) &&
        isWithin(at.subcomponent, path.subcomponent),
    );
  }
}

function isWithin(number: number, ignored: number | null): boolean {
  return ignored === null || number === ignored;
}
