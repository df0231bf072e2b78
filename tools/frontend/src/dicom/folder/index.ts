/**
 * Many DICOM files as one folder. Pure: what the files say comes in, and a tree with its findings goes out.
 *
 * - `fileReadOf(source, file)`: what the beginning of a file says (`parse` with `before: BEHIND_HEAD`).
 * - `treeOf(files)`: patients, studies, series, instances. `findingsOf(tree)`: duplicates, gaps, mixtures.
 * - `checkDirectory`: what a DICOMDIR lists against what is there.
 * - `writeDirectory(files, uid)` makes a DICOMDIR of what `recordOf(source, file)` says of each.
 */

export { checkDirectory, type DirectoryCheck, type Listed } from "./directory-entries";
export { fileIdsOf, fitsFileId, type ListedFile, writeDirectory } from "./directory-file";
export { type FileRecord, recordOf, recordType } from "./directory-record";
export { FINDING_WEIGHTS, type Finding, type FindingCode, findingsOf, missing, type Place } from "./findings";
export {
  BEHIND_HEAD,
  type FileRead,
  fileReadOf,
  HEAD_TAGS,
  type Head,
  type HeadField,
  headOf,
  headVrOf,
  isDirectory,
  isPlaced,
} from "./head";
export {
  type InstanceNode,
  type PatientNode,
  type Placed,
  patientKey,
  type SeriesNode,
  type StudyNode,
  treeOf,
} from "./tree";
