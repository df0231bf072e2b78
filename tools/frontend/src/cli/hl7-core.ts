/** The HL7 core as one module for Node: what tests and measurements call. */

export { applyChanges } from "../bytes/change";
export { unmasked } from "../bytes/datum";
export { loadStandard } from "../dictionary/standard";
export * from "../hl7";
export { IgnoreList } from "../hl7/compare/ignore";
export { compareTexts, OUTCOMES } from "../hl7/compare/texts";
export { NOTHING_CHOSEN, REPAIRS } from "../hl7/convert/choices";
export { exportText } from "../hl7/convert/export";
export { importJson } from "../hl7/convert/json-read";
export { convertText } from "../hl7/convert/text";
export { importXml } from "../hl7/convert/xml-read";
export { FindingList } from "../hl7/findings";
export { writeJson } from "../hl7/json";
export { Library } from "../hl7/library";
export { snippetsOf } from "../hl7/paths/snippets";
export { Plan } from "../hl7/plan";
export { Validator } from "../hl7/validate";
export { valuesByPath } from "../hl7/values";
export { Output } from "../hl7/write";
export { messageXml } from "../hl7/xml";
