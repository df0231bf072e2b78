/**
 * HL7 v2, read from bytes. Pure: no DOM, network, clock or randomness.
 *
 * ```ts
 * const text = parseHl7(bytes);                       // throws Fatal: empty, utf-16, not-hl7
 * const { faults } = checkText(text);                 // tolerable faults, with offset, path and clause
 * const message = openBlock(text, blockOf(text.blocks, 0)); // segments, character set, summary of MSH
 * const span = spanAt(text, message, parsePath("PID-3[1].4.1"));
 * readValue(text.bytes, span, { delimiters: message.block.delimiters, encoding: message.charset.encoding });
 * ```
 *
 * Bytes are the truth: everything else is an offset into them, and `serialise` gives them back unchanged. Fields are
 * split only when asked for. Paths are one-based (`PID-3.1`), arrays are plain. All results survive structured
 * cloning, so a worker can hand them over.
 *
 * What a page does not begin with stands in modules of its own, to be imported on demand:
 *
 * | module | what for |
 * |---|---|
 * | `validate`, with `plan`, `rules`, `tables`, `structure`, `findings` | a message against its version: `new Validator(new Plan(standard))` |
 * | `validation`, with `library` | every message of a text, each against its own version: `validateText(text, new Library(texts))` |
 * | `profile` | own segments, tables and structures: `withProfile(standard, readProfile(text))` |
 * | `compare/messages`, `compare/texts`, with `compare/ignore` | two messages by what they say; two texts matched by a key |
 * | `feed/…` | a feed as a list: `filter`, `overview` and `distribution` of its fields, `duplicates`, `parts`, `timeline` |
 * | `json`, `xml`, `values` | converters; `write` holds the bytes they grow |
 * | `spelling` | paths as Terser, Mirth and python-hl7 write them |
 * | `addenda`, `continuation`, `joining` | segments that go on in ADD, messages that go on behind DSC, and both in one piece |
 *
 * `dictionary/standard.ts` loads what a `Standard` is made of. In Node all of it is `dist-node/hl7-core.js`.
 */

export { type Block, type BlockTable, blockAt, blockOf, eachBlock } from "./blocks";
export type { Encoding } from "./charset";
export { cutAt, decodeBytes } from "./charset";
export type { Charset } from "./charset-choice";
export { beginAt } from "./charset-edit";
export { firstUnwritable } from "./charset-write";
export { checkText, type Findings } from "./check";
export {
  type ComponentEntry,
  DICTIONARY_VERSIONS,
  type DictionaryVersion,
  dictionaryVersion,
  type FieldEntry,
  type Hl7Dictionary,
  readDictionary,
  typeName,
} from "./dictionary";
export {
  FAULT_CODES,
  type FaultCode,
  FIXABLE,
  type Fixable,
  MEASURED,
  type Weight,
  weightOf,
} from "./faults";
export { fix } from "./fix";
export { type BlockLabel, labelOf } from "./label";
export { type LineTable, lineAt, type Terminator } from "./lines";
export { type Message, openBlock } from "./message";
export { type Hl7Text, parseHl7 } from "./parse";
export { type Feed, feedOf, type Part, partOf, startsOf, wholeOf } from "./part";
export { formatPath, type Path, parsePath } from "./path";
export { pathAt, spanAt } from "./path-span";
export { offsetAt, type Place, type PlacedFault, placeAt } from "./place";
export { Projection, type TextEdit } from "./projection";
export { scanOf } from "./scan";
export { eachSegment, type Segment, type SegmentTable, segmentAt } from "./segments";
export { serialise } from "./serialise";
export { shownSpan } from "./shown";
export type { Delimiters, Span } from "./standard";
export { type Summary, summarise } from "./summary";
export { definesDelimiters, type PartLevel, readFields, split } from "./tokens";
export { MOST_ROWS, pathOf, ROW_KINDS, type RowKind, rowAt, rowOf, type Tree } from "./tree";
export { buildTree } from "./tree-build";
export { type TypedBytes, typedBytes } from "./typed";
export { type Presence, presenceOf, readValue, type Value } from "./value";
