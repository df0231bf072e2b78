/** An answer, and what it is about. */

import type { AllAnswer } from "../../workers/dicom-diff";
import type { Asked } from "./comparer";
import type { SideSource } from "./side-box";

export interface Found {
  readonly answer: AllAnswer;
  readonly sources: readonly [left: SideSource | null, right: SideSource | null];
  readonly asked: Asked;
}
