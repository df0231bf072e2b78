/**
 * Whether a DICOM file keeps the standard's rules, as far as a file alone can tell.
 *
 * - `validate(file, values, { dictionary, tables, faults })` looks at every element and, by the object's definition, at
 *   every attribute; it throws nothing, and whatever it finds is data.
 * - `rulesFound(findings, dictionary)` sums up what was found of each rule and element, for a list of many files.
 * - `usesOf(iod, tags)` says in which modules of a definition an attribute stands, and of which type.
 * - `readIodTables` takes the texts of the tables, `CONDITIONS` are the conditions that somebody wrote down.
 *
 * Not looked at: enumerated values and defined terms, how many items a sequence may have, templates and context groups,
 * pixel data, what other files say. A conditional attribute without a condition in `CONDITIONS` is told as undecided.
 */

export type { Counts, Undecided } from "./attributes";
export type { Condition } from "./condition";
export { CONDITIONS } from "./conditions";
export { brokenRule } from "./forms";
export { FINDING_RULES, type Finding, type RuleCode, rankOf, type Severity } from "./rules";
export { anyItem, type RuleFound, rulesFound } from "./rules-found";
export { type IodTables, type IodTexts, readIodTables } from "./tables";
export { type Use, usesOf } from "./uses";
export { type Validation, validate } from "./validate";
