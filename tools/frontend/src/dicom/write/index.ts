/**
 * Writing DICOM, for those who change files: not part of what a page begins with.
 *
 * - `patch(bytes, file, edits)` changes elements in place; every other byte stays.
 * - `editFor(correction, file, around)` makes an edit of what a person typed.
 * - `transcode(bytes, file, syntax)` writes a file in another transfer syntax, as far as no image codec is needed.
 * - `rewritten(bytes, file, rewriting, deflate)` does either of the two that follow, and says why not.
 * - `repair(bytes, file)` adds preamble and meta information, or mends them.
 * - `writeFile`, `writeDataSet` make new ones; `textBytes`, `numberBytes` make their values.
 * - `repacked` deflates a data set again.
 */

export { type Correction, editFor, type Surroundings, termsIn, valueBytes } from "./correction";
export {
  type FragmentsElement,
  type MetaInformation,
  type NewElement,
  type SequenceElement,
  type ValueElement,
  writeDataSet,
  writeFile,
} from "./data-set";
export { type Edit, NoSuchPlace, patch } from "./patch";
export { type Rewriting, rewritten } from "./rewriting";
export { rleFrame } from "./rle";
export { type Deflate, NotTranscoded, repacked, repair, transcode } from "./transcode";
export { NotInCharset, numberBytes, textBytes } from "./values";
