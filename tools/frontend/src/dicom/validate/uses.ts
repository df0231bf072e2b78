/** As what the definition of an object has one of its attributes (PS3.3 A): in which modules, and of which type. */

import { clauseOf, isAnywhere, itemsOf, listedAs } from "./attributes";
import type { AttributeSet, AttributeType, Iod, Usage } from "./tables";

export interface Use {
  readonly module: string;
  /** "PS3.3 C.7, Table C.7-1" */
  readonly clause: string;
  /** Of the module in the object. */
  readonly usage: Usage;
  /** Of the attribute in the module. */
  readonly type: AttributeType;
}

/**
 * `tags`: those of the sequences around the attribute, the outermost first, and its own. None where no module has it; null
 * where that says nothing: of private elements, group lengths, meta information, and what may stand in every object.
 */
export function usesOf(iod: Iod, tags: readonly number[]): readonly Use[] | null {
  const listed = tags.map(listedAs);
  const own = listed.pop() ?? 0;
  const uses = iod.modules.flatMap(({ module, usage }) => {
    const within = listed.reduce<AttributeSet | null>(
      (set, tag) => set && itemsOf(set, tag),
      module.attributes,
    );
    const type = within?.get(own)?.type;
    return type ? [{ module: module.name, clause: clauseOf(module), usage, type }] : [];
  });
  return uses.length === 0 && tags.some(isAnywhere) ? null : uses;
}
