/**
 * Reading DICOM (PS3.5, PS3.10): the one door to this folder.
 *
 * - `parse(source, { vrOf })` indexes a file: a `DicomFile` with a row for every element, item and fragment, and the
 *   faults it met. It throws only `Fatal`, with the code "empty" or "not-dicom".
 * - `ElementIndex` is columns; `pathOf`, `wayTo`, `rowAlong`, `rowAt`, `findElement`, `valueOffset`, `valueLength` read
 *   them. A way is numbers, a path its text: `pathAlong`, `wayAlong`.
 * - `open(source, { vrOf, inflate })` is `parse` for deflated files too.
 * - Values stay in the file: `ElementValues` reads them by row, in the character set that holds there.
 * - `framesOf`, `directoryOf` follow offset tables and the pointers of a DICOMDIR.
 * - `signaturesOf(values)` finds digital signatures; `touchedBy(signature, ways)` says what changes do to one.
 * - `dumpLines`, `dataSetJson`, `xmlLines`, `csvLines` write a file down.
 * - `loadWriter()` brings what changes files (`write/index.ts`), which few need and nobody at once.
 * - `readElementDictionary`, `readPrivateDictionary`, `readUidDictionary` take the text of the tables.
 *
 * Offsets are bytes from the start of the file; rows count from 0; items in paths from 1.
 */

export { memorySource, pagedSource, partSource } from "../bytes/source";
export {
  type Charset,
  charsetFor,
  DEFAULT_REPERTOIRE,
  type Decoded,
  type Role,
  standardTerm,
} from "./charset";
export {
  contextOf,
  creatorRows,
  type DeclaredCharset,
  type DeclaredCharsets,
  declaredCharsets,
} from "./context";
export { type Inflate, type Inflated, isNoBomb, type OpenedDicom, open } from "./deflated";
export {
  type ElementDictionary,
  type ElementEntry,
  type PrivateDictionary,
  readElementDictionary,
  readPrivateDictionary,
  readUidDictionary,
  type UidEntry,
} from "./dictionary";
export { type Directory, type DirectoryRecord, directoryOf } from "./directory";
export { ElementValues, type RowKind } from "./element-values";
export {
  BIG_ENDIAN,
  CUT_SHORT,
  type ElementIndex,
  ENCAPSULATED,
  EXPLICIT_VR,
  findElement,
  itemCount,
  NO_ROW,
  pathOf,
  rowAt,
  valueLength,
  valueOffset,
  WRITTEN_UN,
} from "./elements";
export { type DicomFault, type DicomFaultCode, MEASURED } from "./faults";
export { csvLines } from "./formats/csv";
export { dumpLines, dumpRow } from "./formats/dump";
export { dataSetJson, elementJson, type Json } from "./formats/json";
export { xmlLines } from "./formats/xml";
export { type Frames, framesOf } from "./frames";
export { type DicomFile, type ParseOptions, parse, uidAt } from "./parse";
export { type NameComponents, nameGroups, type PersonName, personName } from "./person-name";
export { type Previews, previewsOf } from "./preview";
export type { Encoding, VrOf } from "./reader";
export { bareSampleFile, sampleFile, truncatedSampleFile } from "./sample";
export {
  brokenSampleFolder,
  type SampleFile,
  sampleFolder,
  unsortedSampleFolder,
  wrongPatientSampleFolder,
} from "./sample-folder";
export { sampleReport } from "./sample-report";
export { brokenSampleFile, wholeSampleFile } from "./sample-whole";
export { SharedTexts } from "./shared-texts";
export { type Signature, signaturesOf, type Touched, touchedBy, type Verdict } from "./signatures";
export { encodingName, RLE_LOSSLESS } from "./syntax";
export * as Tag from "./tags";
export {
  type AgeValue,
  type DateTimeValue,
  type DateValue,
  type TimeValue,
  type Typed,
  type TypedValue,
  typedValues,
} from "./typed";
export { displayValue, hasCharset, isNumeric, isText, type ValueContext, valuesOf } from "./value";
export { type Vr, vrCode, vrName } from "./vr";
export { pathAlong, rowAlong, wayAlong, wayTo } from "./way";

/** `patch`, `transcode`, `repair`, `writeFile`: see `write/index.ts`. */
export const loadWriter = () => import("./write");
