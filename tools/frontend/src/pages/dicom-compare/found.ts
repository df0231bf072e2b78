/** An answer, and what it is about. */

import type { AllAnswer } from "../../workers/dicom-diff";
import type { Asked, Sources } from "./comparer";

export interface Found {
  readonly answer: AllAnswer;
  readonly sources: Sources;
  readonly asked: Asked;
}
