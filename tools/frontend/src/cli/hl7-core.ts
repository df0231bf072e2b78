/** The HL7 core as one module for Node: what tests and measurements call. */

export { applyChanges } from "../bytes/change";
export { unmasked } from "../bytes/datum";
export { loadStandard } from "../dictionary/standard";
export * from "../hl7";
export { IgnoreList } from "../hl7/compare/ignore";
export { compareTexts, OUTCOMES } from "../hl7/compare/texts";
export { FindingList } from "../hl7/findings";
export { writeJson } from "../hl7/json";
export { Plan } from "../hl7/plan";
export { Validator } from "../hl7/validate";
export { valuesByPath } from "../hl7/values";
export { Output } from "../hl7/write";
export { messageXml } from "../hl7/xml";
