/**
 * Corrections over many files. Pure: heads and plans come in, patched heads and lists of changes go out.
 *
 * - `Plan`: steps, each with the files that it is for. `renewalsOf(plan, headOf, renewed, randomUuid)` makes new UIDs.
 * - `correctedHead(bytes, steps, around)`: the bytes in front of the pixel data with all steps made, and what changed.
 *   Places within sequences change where a step says "everywhere", those of recorded history only if they are asked for.
 * - `carriedOf(values, level)`: the elements of a patient or a study, as they are put into other files.
 */

export { BEHIND_CORRECTED } from "./edits";
export { type Carried, carriedOf, isOfLevel, KEPT_EMPTY, type Level, STUDY_TAGS } from "./levels";
export { type Depth, depthOf, type IsWanted, USUAL } from "./occurrences";
export {
  type Plan,
  type PlanStep,
  type Renewed,
  type RenewedLevel,
  renewalsOf,
  type Selection,
  stepsFor,
  uidFrom,
} from "./plan";
export {
  type CorrectedHead,
  type CorrectionStep,
  correctedHead,
  type ElementChange,
  type Where,
} from "./steps";
