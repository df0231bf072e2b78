/** Where a module says that its own type of an attribute takes the place of what another module has. */

import type { Iod } from "./tables";

interface Override {
  readonly tag: number;
  /** Says so, in this clause of PS3.3. */
  readonly by: string;
  readonly clause: string;
  /** Its type of the attribute does not hold beside the other. */
  readonly over: string;
}

/** Of all others the strictest type of several holds (PS3.3 C.1.2.3): then nobody has to say anything. */
const OVERRIDES: readonly Override[] = [
  /** Modality: a secondary capture may not know what took the picture. */
  { tag: 0x00080060, by: "SC Equipment", clause: "C.8.6.1", over: "General Series" },
  /** Frame Increment Pointer: needed of several frames alone. */
  { tag: 0x00280009, by: "SC Multi-frame Image", clause: "C.8.6.3", over: "Multi-frame" },
];

/** Tags that a module of this object no longer decides about. */
export function overridden(iod: Iod, module: string): ReadonlySet<number> {
  const names = new Set(iod.modules.map(({ module: { name } }) => name));
  return new Set(OVERRIDES.flatMap(({ tag, by, over }) => (over === module && names.has(by) ? [tag] : [])));
}
