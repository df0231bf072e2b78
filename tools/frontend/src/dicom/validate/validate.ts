/** One file against the standard. */

import { DEFAULT_REPERTOIRE } from "../charset";
import type { ElementDictionary } from "../dictionary";
import type { ElementValues } from "../element-values";
import type { DicomFault } from "../faults";
import type { DicomFile } from "../parse";
import { MEDIA_STORAGE_SOP_CLASS_UID, SOP_CLASS_UID } from "../tags";
import { AttributeCheck, type Counts, placeIn, type Undecided } from "./attributes";
import { DataSet } from "./data-set";
import { ElementCheck } from "./elements";
import { Findings } from "./findings";
import { checkMeta } from "./meta";
import { type Finding, ranked } from "./rules";
import type { Iod, IodTables } from "./tables";

export interface Validation {
  /** UID, "" where the object has none. */
  readonly sopClass: string;
  /** The definition that it was held against; null where the tables have none. */
  readonly iod: Pick<Iod, "name" | "section"> | null;
  /** The gravest first. */
  readonly findings: readonly Finding[];
  /** Further ones that nobody kept. */
  readonly leftOut: number;
  /** Conditional attributes that are not there, and of which this file alone does not tell whether they should be. */
  readonly undecided: readonly Undecided[];
  readonly counts: Counts & { readonly elements: number };
}

export interface ValidateOptions {
  readonly dictionary: ElementDictionary;
  readonly tables: IodTables;
  /** Faults of structure and values that reading has found already. */
  readonly faults: readonly DicomFault[];
  readonly progress?: (row: number) => void;
}

/** Values that the declared character set does not read: nothing further is asked of their text. */
const CHARSET_FAULTS: ReadonlySet<string> = new Set(["charset-bytes", "charset-escapes"]);

export function validate(file: DicomFile, values: ElementValues, options: ValidateOptions): Validation {
  const { dictionary, tables, faults, progress = () => undefined } = options;
  const findings = new Findings();
  for (const fault of faults) findings.addFault(fault);
  const unreadable = faults.filter(({ code }) => CHARSET_FAULTS.has(code));
  const object = DataSet.ofFile(values, {
    transferSyntax: file.transferSyntax,
    sopClassAt: MEDIA_STORAGE_SOP_CLASS_UID,
    hasForeignText: unreadable.some(({ expected }) => expected === DEFAULT_REPERTOIRE.term),
  });
  const { sopClass } = object.kind;
  checkMeta(file, object, findings);
  const elements = new ElementCheck(values, dictionary, findings, {
    unreadable: new Set(unreadable.map(({ offset }) => offset)),
    progress,
  }).run();
  const iod = tables.find(sopClass);
  if (sopClass === "") findings.add("no-sop-class", placeIn(object, SOP_CLASS_UID));
  else if (!iod) findings.add("unknown-sop-class", placeIn(object, SOP_CLASS_UID), { found: sopClass });
  const check = iod ? new AttributeCheck(findings, iod) : null;
  check?.run(object);
  return {
    sopClass,
    iod: iod ? { name: iod.name, section: iod.section } : null,
    findings: ranked(findings.all),
    leftOut: findings.leftOut,
    undecided: check?.undecided ?? [],
    counts: { ...(check?.counts ?? { modules: 0, required: 0, decided: 0, undecided: 0 }), elements },
  };
}
