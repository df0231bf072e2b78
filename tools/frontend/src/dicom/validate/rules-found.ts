/** What was found in a file by rule and element, however many items it lies in: for a list of many files. */

import type { ElementDictionary } from "../dictionary";
import type { Finding, Severity } from "./rules";

export interface RuleFound {
  readonly code: Finding["code"];
  readonly severity: Severity;
  /** Of the element, any item: `00081140[*]/00081155`; "" where a fault is of no element. */
  readonly path: string;
  /** The dictionary's, "" where it has none. */
  readonly name: string;
  /** Name of the module that asks for it, and the clause. */
  readonly module: string;
  readonly rule: string;
  /** In how many places. */
  readonly count: number;
}

/** `00081140[2]/00081155` → `00081140[*]/00081155` */
export const anyItem = (path: string): string => path.replace(/\[\d+\]/g, "[*]");

/** Of an element, or of the item that it leads to. */
const LAST_TAG = /[0-9A-F]{8}(?=(\[\d+\])?$)/;

/** `findings` the gravest first, as `validate` has them; so are what comes of them. */
export function rulesFound(
  findings: readonly Finding[],
  dictionary: Pick<ElementDictionary, "find">,
): readonly RuleFound[] {
  const found = new Map<string, RuleFound & { count: number }>();
  for (const { code, severity, path, module, rule } of findings) {
    const anywhere = anyItem(path);
    const key = `${code} ${anywhere}`;
    const known = found.get(key);
    if (known) {
      known.count++;
      continue;
    }
    const name = dictionary.find(Number.parseInt(LAST_TAG.exec(path)?.[0] ?? "", 16))?.name ?? "";
    found.set(key, { code, severity, path: anywhere, name, module, rule, count: 1 });
  }
  return [...found.values()];
}
