/** A path in any spelling, in a message or in none. */

import type { Message } from "../message";
import type { Path } from "../path";
import { eachSegment } from "../segments";
import { readSpelling } from "../spelling";

/** A Terser path that begins at the message itself, through groups or not: the segment, and what stands behind it. */
const GROUPED = /^\/(?!\.)([^-]+)((?:-.*)?)$/;
const FIRST = /\(0\)/g;

/**
 * Null where the text is no path. `terser` are the message's segments as `terserSegments` has them: by them a path
 * through groups is found, whose numbers count within each group.
 */
export function findPath(
  text: string,
  message: Message | null,
  terser: readonly (string | null)[],
): Path | null {
  const path = readSpelling(text);
  const [, segment, rest] = GROUPED.exec(text.trim()) ?? [];
  if (!path || !message || segment === undefined || rest === undefined) return path;
  const wanted = `/${segment.replace(FIRST, "").toUpperCase()}`;
  const at = terser.indexOf(wanted);
  const found = [...eachSegment(message.segments)][at];
  return found ? { ...path, segment: found.id, occurrence: found.occurrence } : path;
}
