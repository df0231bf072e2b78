/** FHIR, CDA, and JSON, XML and HTML of no kind of their own. */

import { type Case, encoded, many, saved, utf8 } from "./case";
import type { Random } from "./random";

const TYPES = [
  "Patient",
  "Observation",
  "Bundle",
  "DiagnosticReport",
  "ImagingStudy",
  "CapabilityStatement",
  "MedicationRequest",
  "Questionnaire",
];

function resource(random: Random, type = random.pick(TYPES)): Record<string, unknown> {
  const entry = many(random.int(0, 200), (place) => ({
    fullUrl: `urn:uuid:${place}`,
    resource: { resourceType: "Observation", id: String(place), status: "final" },
  }));
  const rest = {
    id: random.digits(6),
    meta: { profile: ["http://example.org/fhir/StructureDefinition/x"] },
    text: { status: "generated", div: '<div xmlns="http://www.w3.org/1999/xhtml">Ada "Sample"</div>' },
    ...(type === "Bundle" ? { type: "searchset", entry } : { name: [{ family: "Müller", given: ["Jörg"] }] }),
    ...(type === "CapabilityStatement" ? { fhirVersion: random.pick(["4.0.1", "5.0.0", "3.0.2"]) } : {}),
  };
  return random.chance(0.7) ? { resourceType: type, ...rest } : { ...rest, resourceType: type };
}

const indent = (random: Random): number | string => random.pick([0, 2, 4, "\t"]);

const fhirJson = (random: Random): Case => {
  const text = JSON.stringify(resource(random), null, indent(random));
  return {
    expected: "fhir-json",
    bytes: saved(random, random.chance(0.2) ? text.replaceAll("\n", "\r\n") : text),
    note: "",
  };
};

const fhirNdjson = (random: Random): Case => {
  const type = random.pick(["Patient", "Observation", "Condition"]);
  const lines = many(random.int(2, 700), () =>
    JSON.stringify({ resourceType: type, id: random.digits(8), active: true }),
  );
  return {
    expected: "fhir-ndjson",
    bytes: encoded(random, lines.join(random.pick(["\n", "\r\n"])) + random.pick(["", "\n"])),
    note: "",
  };
};

const prolog = (random: Random): string =>
  random.pick([
    "",
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="CDA.xsl"?>\r\n',
    '<?xml version="1.0"?>\n<!-- made by an example -->\n',
  ]);

const fhirXml = (random: Random): Case => {
  const type = random.pick(TYPES);
  const parts = `<extension url="http://example.org/x"><valueString value="${random.digits(5)}"/></extension>`;
  const [open, close] = random.pick([
    [`<${type} xmlns="http://hl7.org/fhir">`, `</${type}>`],
    [
      `<f:${type} xmlns:f="http://hl7.org/fhir" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>`,
      `</f:${type}>`,
    ],
  ] as const);
  return {
    expected: "fhir-xml",
    bytes: saved(random, prolog(random).trim() + open + parts.repeat(random.int(1, 900)) + close),
    note: "",
  };
};

const cda = (random: Random): Case => {
  const template = random.pick([
    "",
    '<templateId root="2.16.840.1.113883.10.20.22.1.1"/><templateId root="2.16.840.1.113883.10.20.22.1.2" extension="2015-08-01"/>',
  ]);
  const [open, close] = random.pick([
    ['<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc">', "</ClinicalDocument>"],
    ['<cda:ClinicalDocument xmlns:cda="urn:hl7-org:v3">', "</cda:ClinicalDocument>"],
  ] as const);
  const section = `<component><section><title>Allergien und Unverträglichkeiten</title><text>${random.letters(200)}</text></section></component>`;
  const body = `<realmCode code="DE"/>${template}${section.repeat(random.int(1, 300))}`;
  return { expected: "cda", bytes: saved(random, prolog(random).trim() + open + body + close), note: "" };
};

const plainJson = (random: Random): Case => {
  const value = random.pick<unknown>([
    { patients: many(random.int(0, 500), (id) => ({ id, name: 'Ada, "A"' })) },
    many(random.int(2, 4_000), (id) => id * 1.5e-3),
    many(random.int(1, 300), (id) => ({ id, ok: true, none: null })),
    { message: "MSH|^~\\&|LAB|NORTH|EHR|NORTH|2026||ORU^R01|1|P|2.5.1\rPID|1", at: "2026-03-01" },
    { name: "healthcare", version: "1.0.0", dependencies: { a: "^1.0.0" } },
    {},
  ]);
  const text = JSON.stringify(value, null, indent(random));
  const isBroken = random.chance(0.15) && text.length > 300;
  return {
    expected: "json",
    bytes: saved(random, isBroken ? text.slice(0, text.length - 20) : text),
    note: isBroken ? "cut" : "",
  };
};

const ndjson = (random: Random): Case => {
  const lines = many(random.int(2, 900), (id) => JSON.stringify({ level: "info", id, msg: "received MSH" }));
  return { expected: "ndjson", bytes: encoded(random, lines.join("\n")), note: "" };
};

const xml = (random: Random): Case => {
  const item = `<item id="${random.int(1, 99)}"><name>Ada &amp; Co</name><note/></item>`.repeat(
    random.int(1, 1_500),
  );
  const text = random.pick([
    `<items>${item}</items>`,
    `<?xml version="1.0"?>\n<!DOCTYPE items [<!ELEMENT items ANY>]>\n<items>${item}</items>`,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>`,
    `<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Body>${item}</soap:Body></soap:Envelope>`,
    `<PRPA_IN201305UV02 xmlns="urn:hl7-org:v3" ITSVersion="XML_1.0"><id root="1.2"/></PRPA_IN201305UV02>`,
    `<empty-one a="1"/>`,
    `<section xmlns="urn:hl7-org:v3"><title>Vital signs</title></section>`,
    `<?xml version="1.0"?><table name="patient"><a>1</a></table>`,
  ]);
  return { expected: "xml", bytes: saved(random, text), note: text.slice(0, 30) };
};

const html = (random: Random): Case => {
  const body = `<h1>Report</h1><p class=lead>MSH and DICM &nbsp; <br>${random.letters(60)}</p>`.repeat(
    random.int(1, 900),
  );
  const text = random.pick([
    `<!DOCTYPE html>\n<html lang="en"><head><title>x</title></head><body>${body}</body></html>`,
    `<!doctype html><title>x</title>${body}`,
    `<html><body bgcolor=white>${body}`,
    `<!-- saved from somewhere -->\n<HTML>\n<BODY>${body}</BODY></HTML>`,
    `<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml">${body}</html>`,
    `<div class="x">${body}</div>`,
    `<table border=1><tr><td>1</td></tr></table>`,
  ]);
  return { expected: "html", bytes: saved(random, text), note: text.slice(0, 30) };
};

const healthCardFile = (random: Random): Case => ({
  expected: "smart-health-card",
  bytes: utf8(
    JSON.stringify({
      verifiableCredential: [`eyJ6aXAiOiJERUYifQ.${random.letters(300)}.${random.letters(86)}`],
    }),
  ),
  note: "file",
});

export const documentCases = (random: Random): Case[] => [
  ...many(50, () => fhirJson(random)),
  ...many(40, () => fhirNdjson(random)),
  ...many(40, () => fhirXml(random)),
  ...many(40, () => cda(random)),
  ...many(50, () => plainJson(random)),
  ...many(40, () => ndjson(random)),
  ...many(50, () => xml(random)),
  ...many(50, () => html(random)),
  ...many(10, () => healthCardFile(random)),
];
