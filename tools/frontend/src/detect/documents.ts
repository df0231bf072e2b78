/** What is written in JSON or XML. */

import { textOf } from "./decode";
import { count, type Head, isCut, once, type Recogniser, SEEN, type Sighting, what } from "./head";
import { type JsonOutline, outlineJson } from "./json";
import { prologEnd, type XmlRoot, xmlRoot } from "./xml";

interface Json {
  readonly outline: JsonOutline;
  /** Objects, one a line; 0 if there is but one value. */
  readonly lines: number;
}

const LINES_TRIED = 3;

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

/** Lines of a text that are each a JSON value (ndjson.org, used by FHIR's Bulk Data); 0 if they are not. */
function countLines(text: string, head: Head): number {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  const whole = isCut(head) ? lines.slice(0, -1) : lines;
  if (lines.length < 2 || !lines.every((line) => /^\s*[{[]/.test(line))) return 0;
  return whole.slice(0, LINES_TRIED).every(isObject) ? lines.length : 0;
}

const jsonOf = once((head: Head): Json | null => {
  const text = textOf(head)?.text;
  const outline = text === undefined ? null : outlineJson(text);
  if (text === undefined || !outline) return null;
  if (outline.end < 0 || text.slice(outline.end).trim() === "") return { outline, lines: 0 };
  const lines = countLines(text, head);
  return lines > 0 ? { outline, lines } : null;
});

/** FHIR R4 2.1.27: names of resources, and the versions as people call them. */
const RESOURCE = /^[A-Z][A-Za-z]{3,60}$/;
const RELEASES: readonly (readonly [start: string, name: string])[] = [
  ["1.0", "DSTU2"],
  ["3.0", "STU3"],
  ["4.0", "R4"],
  ["4.3", "R4B"],
  ["5.0", "R5"],
  ["6.0", "R6"],
];

const release = (version: string): string =>
  RELEASES.find(([start]) => version.startsWith(`${start}.`) || version === start)?.[1] ?? "";

/** The type of a FHIR resource, said first, late or only by what it bundles; "" if it is none. */
function resourceOf({ members, resource }: JsonOutline): string {
  const own = members.get("resourceType") ?? "";
  if (RESOURCE.test(own)) return own;
  return !members.has("resourceType") && members.has("entry") && RESOURCE.test(resource) ? "Bundle" : "";
}

/** FHIR R4 2.6.2: an object with `resourceType`. */
export const fhirJson: Recogniser = {
  kind: "fhir-json",
  sees: (head) => {
    const json = jsonOf(head);
    const resource = json && json.lines === 0 ? resourceOf(json.outline) : "";
    const version = release(json?.outline.members.get("fhirVersion") ?? "");
    return resource ? { facts: [what("FHIR", version, resource, "(JSON)")] } : null;
  },
};

/** FHIR Bulk Data Access, Output Format: one resource a line. */
export const fhirNdjson: Recogniser = {
  kind: "fhir-ndjson",
  sees: (head) => {
    const json = jsonOf(head);
    const resource = json && json.lines > 0 ? resourceOf(json.outline) : "";
    if (!json || !resource) return null;
    return { facts: [what("FHIR", resource, "(NDJSON)"), count("lines", json.lines, head)] };
  },
};

/** PS3.18 F.2.2: eight hexadecimal digits, each an object with `vr`. */
export const dicomJson: Recogniser = {
  kind: "dicom-json",
  sees: (head) => {
    const outline = jsonOf(head)?.outline;
    const isTag = (key: string): boolean => /^[0-9A-Fa-f]{8}$/.test(key);
    const keys = [...(outline?.members.keys() ?? [])];
    return outline?.inner.has("vr") && keys.length > 0 && keys.every(isTag) ? SEEN : null;
  },
};

/** SMART Health Cards Framework, "via File Download": the content of a `.smart-health-card` file. */
export const healthCardFile: Recogniser = {
  kind: "smart-health-card",
  sees: (head) => (jsonOf(head)?.outline.members.has("verifiableCredential") ? SEEN : null),
};

/** ndjson.org */
export const ndjson: Recogniser = {
  kind: "ndjson",
  sees: (head) => {
    const lines = jsonOf(head)?.lines ?? 0;
    return lines > 0 ? { facts: [what("NDJSON"), count("lines", lines, head)] } : null;
  },
};

/** RFC 8259: an object or an array; a lone word or number is text. */
export const json: Recogniser = { kind: "json", sees: (head) => (jsonOf(head)?.lines === 0 ? SEEN : null) };

interface Xml {
  readonly root: XmlRoot;
  readonly text: string;
}

/** XML 1.0 production 39. A name in angle brackets is no document: an end tag, a namespace or a declaration is. */
function isBelievable(text: string, root: XmlRoot, head: Head): boolean {
  if (root.isDeclared || root.namespace !== "") return true;
  const rest = text.slice(root.end).trim();
  if (root.isEmpty) return rest === "" || rest.startsWith("<!--");
  if (!isCut(head)) return rest.endsWith(">") && rest.includes(`</${root.tag}`);
  return /^<[\w!?]/.test(rest) && rest.includes("</");
}

const xmlOf = once((head: Head): Xml | null => {
  const text = textOf(head)?.text;
  const root = text === undefined ? null : xmlRoot(text);
  return text !== undefined && root && isBelievable(text, root, head) ? { root, text } : null;
});

function xmlKind(kind: Recogniser["kind"], sees: (xml: Xml, head: Head) => Sighting | null): Recogniser {
  return {
    kind,
    sees: (head) => {
      const xml = xmlOf(head);
      return xml && sees(xml, head);
    },
  };
}

/** FHIR R4 2.6.1: the root is the resource, in FHIR's namespace. */
export const fhirXml = xmlKind("fhir-xml", ({ root, text }) => {
  if (root.namespace !== "http://hl7.org/fhir" || !RESOURCE.test(root.name)) return null;
  const version = /<fhirVersion\s+value="([\d.]{1,12})/.exec(text)?.[1] ?? "";
  return { facts: [what("FHIR", release(version), root.name, "(XML)")] };
});

/** C-CDA R2.1 1.1: document templates, by the last arc of their identifier. */
const CCDA = /<templateId\s[^>]{0,200}?root="2\.16\.840\.1\.113883\.10\.20\.22\.1\.(\d{1,3})"/g;
const CCDA_DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ["2", "Continuity of Care Document"],
  ["3", "History and Physical"],
  ["4", "Consultation Note"],
  ["5", "Diagnostic Imaging Report"],
  ["6", "Procedure Note"],
  ["7", "Operative Note"],
  ["8", "Discharge Summary"],
  ["9", "Progress Note"],
  ["10", "Unstructured Document"],
  ["13", "Transfer Summary"],
  ["14", "Referral Note"],
  ["15", "Care Plan"],
]);

/** CDA R2 4.1: the root is `ClinicalDocument`, in HL7 v3's namespace. */
export const cda = xmlKind("cda", ({ root, text }) => {
  const isHl7 = root.namespace === "urn:hl7-org:v3" || root.namespace === "";
  if (root.name !== "ClinicalDocument" || !isHl7) return null;
  const templates = [...text.matchAll(CCDA)].map((found) => found[1] ?? "");
  const document = templates.map((arc) => CCDA_DOCUMENTS.get(arc) ?? "").find((name) => name !== "") ?? "";
  return { facts: [what(templates.length > 0 ? "C-CDA" : "CDA", document)] };
});

/** HL7 v2 XML Encoding Syntax, release 2: the root is the message structure, and holds MSH. */
export const hl7Xml = xmlKind("hl7-v2-xml", ({ root, text }) => {
  const isStructure = /^[A-Z]{3}(?:_[A-Z0-9]{3})?$/.test(root.name);
  const hasHeader = /^\s*<(?:\w{1,20}:)?MSH\b/.test(text.slice(root.end, root.end + 4_096));
  const isOne = root.namespace === "urn:hl7-org:v2xml" || (isStructure && hasHeader);
  return isOne ? { facts: [what("HL7 v2 XML", isStructure ? root.name : "")] } : null;
});

/** PS3.19 A.1 */
export const dicomXml = xmlKind("dicom-xml", ({ root }) => (root.name === "NativeDicomModel" ? SEEN : null));

/** HTML Living Standard 13.1: a document type or a root; also a piece of a page, by its first element. */
const HTML_TYPE = /^<!doctype\s+html/i;
const HTML_ROOT = /^<(?:html|head|body)[\s>]/i;
const XHTML: readonly string[] = ["", "http://www.w3.org/1999/xhtml"];
/** XML has elements by these names too: there it says so, or has a namespace of its own. */
const HTML_PIECE =
  /^<(div|p|span|table|ul|ol|dl|h[1-6]|section|article|main|nav|header|footer|form|script|style|a|b|i|em|strong|font|center|pre|blockquote)(?:\s[^<>]{0,2000})?>/i;

export const html: Recogniser = {
  kind: "html",
  sees: (head) => {
    const text = textOf(head)?.text ?? "";
    const start = Math.max(0, prologEnd(text));
    const first = text.slice(start, start + 4_096);
    const isTyped =
      HTML_TYPE.test(first) || /<!doctype\s+html/i.test(text.slice(Math.max(0, start - 512), start));
    if (isTyped || HTML_ROOT.test(first)) return SEEN;
    const root = xmlOf(head)?.root;
    if (root && (root.isDeclared || !XHTML.includes(root.namespace))) return null;
    const piece = HTML_PIECE.exec(first)?.[1]?.toLowerCase();
    const end = isCut(head) ? "</" : `</${piece}`;
    return piece && text.toLowerCase().includes(end) ? SEEN : null;
  },
};

/** XML 1.0 */
export const xml = xmlKind("xml", () => SEEN);
