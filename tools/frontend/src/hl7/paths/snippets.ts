/**
 * Code that reads a part of a message, for those who write interfaces: Mirth Connect, OIE and BridgeLink (JavaScript),
 * HAPI's Terser (Java), python-hl7 (Python). It holds places and no values.
 */

import type { Path } from "../path";
import { spellPath } from "../spelling";

export const SNIPPETS = ["mirth", "mirth-loop", "terser", "python-hl7", "python-hl7-loop"] as const;
export type SnippetKind = (typeof SNIPPETS)[number];

export interface Snippet {
  readonly kind: SnippetKind;
  readonly code: string;
}

export interface Around {
  /** As `terserSegments` has it; null where the structure is not known. */
  readonly terser: string | null;
  /** There is more than one segment of that name, or the field may be there more than once. */
  readonly repeats: boolean;
}

/** Of a path that names a field. */
export function snippetsOf(path: Path, { terser, repeats }: Around): readonly Snippet[] {
  const snippets: readonly (Snippet & { readonly isLoop?: true })[] = [
    { kind: "mirth", code: `var value = ${spellPath(path, "mirth")};` },
    { kind: "mirth-loop", code: mirthLoop(path), isLoop: true },
    { kind: "terser", code: javaCode(terserPath(path, terser)) },
    { kind: "python-hl7", code: pythonCode(path) },
    { kind: "python-hl7-loop", code: pythonLoop(path), isLoop: true },
  ];
  return snippets.filter(({ isLoop }) => !isLoop || repeats).map(({ kind, code }) => ({ kind, code }));
}

/** With its groups where they are known: `/.OBX(1)` is found only where OBX itself repeats, not the group around it. */
export function terserPath(path: Path, segment: string | null): string {
  const plain = spellPath(path, "terser");
  if (segment === null) return plain;
  const field = plain.indexOf("-");
  return segment + (field < 0 ? "" : plain.slice(field));
}

/** Every repetition of the field in every segment of that name: the part in each. */
function mirthLoop({ segment, field, component, subcomponent }: Path): string {
  const name = `${segment}.${field}`;
  const part = `['${name}.${component ?? 1}']`;
  const inner = subcomponent === null ? "" : `['${name}.${component ?? 1}.${subcomponent}']`;
  return [
    `for each (var segment in msg['${segment}']) {`,
    `  for each (var repetition in segment['${name}']) {`,
    `    var value = repetition${part}${inner}.toString();`,
    "  }",
    "}",
  ].join("\n");
}

function javaCode(path: string): string {
  return ["Terser terser = new Terser(message);", `String value = terser.get("${path}");`].join("\n");
}

function pythonCode(path: Path): string {
  return [
    "import hl7",
    "",
    "message = hl7.parse(text)",
    `value = message["${spellPath(path, "python-hl7")}"]`,
  ].join("\n");
}

function pythonLoop({ segment, field, component, subcomponent }: Path): string {
  return [
    "import hl7",
    "",
    "message = hl7.parse(text)",
    `for segment in message.segments("${segment}"):`,
    `    repetitions = len(segment(${field})) if len(segment) > ${field} else 0`,
    "    for repetition in range(1, repetitions + 1):",
    `        value = segment.extract_field(1, ${field}, repetition, ${component ?? 1}, ${subcomponent ?? 1})`,
  ].join("\n");
}
