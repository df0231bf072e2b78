/**
 * Two DICOM files, or two series, compared. Pure: opened files come in, with a hash to compare large values by.
 *
 * - `hashesOf(values, file, hash)`: pixel data frame by frame, and other large values.
 * - `compareFiles(left, right, options)`: the rows of a pair. `compareSides`: many files, matched.
 * - `Ignored`: what does not count, as it was typed.
 */

export {
  type CompareOptions,
  type CompareRow,
  compareFiles,
  type Mode,
  type PairComparison,
  type RowKind,
  type Said,
} from "./data-sets";
export { type Hash, hashedRows, hashesOf, type Stretch, wholeOf } from "./hashes";
export { Ignored, type TagOf, type Unread } from "./ignore";
export { factsOf, MATCHINGS, type Matching } from "./series";
export { type ComparedFile, endOf, type HashedValue, NO_FILE } from "./side";
export {
  compareSides,
  type ElementSummary,
  type Instance,
  OUTCOMES,
  type PairOutcome,
  type SidesComparison,
} from "./sides";
export type { How } from "./values";
