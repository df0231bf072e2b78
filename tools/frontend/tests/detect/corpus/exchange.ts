/** X12, EDIFACT, tokens, lists and tables. */

import { deflateRawSync } from "node:zlib";
import { base64Url, type Case, encoded, latin1, many, saved, utf8 } from "./case";
import type { Random } from "./random";

function x12(random: Random): Case {
  const [element, segment, component] = random.pick([
    ["*", "~", ":"],
    ["*", "~\n", ":"],
    ["|", "\r\n", ">"],
    ["^", "'", "\\"],
    ["\u001d", "\u001e", "\u001f"],
  ] as const);
  const pad = (text: string, width: number): string => text.padEnd(width);
  const isa = [
    "ISA",
    "00",
    pad("", 10),
    "00",
    pad("", 10),
    "ZZ",
    pad("SENDER", 15),
    "ZZ",
    pad("RECEIVER", 15),
    "260301",
    "1015",
    element === "^" ? "U" : "^",
    "00501",
    random.digits(9),
    "0",
    "T",
    component,
  ];
  const [set, version] = random.pick([
    ["837", "005010X222A1"],
    ["835", "005010X221A1"],
    ["270", "005010X279A1"],
    ["850", "004010"],
  ] as const);
  const gs = ["GS", "HC", "SENDER", "RECEIVER", "20260301", "1015", "1", "X", version];
  const lines = many(random.int(1, 900), (place) => [
    "NM1",
    "IL",
    "1",
    "SAMPLE",
    "ADA",
    "",
    "",
    "",
    "MI",
    String(place),
  ]);
  const all = [
    isa,
    gs,
    ["ST", set, "0001"],
    ...lines,
    ["SE", "9", "0001"],
    ["GE", "1", "1"],
    ["IEA", "1", "1"],
  ];
  const text = all.map((one) => one.join(element)).join(segment) + segment;
  return {
    expected: "x12",
    bytes: random.chance(0.3) ? saved(random, text) : utf8(text),
    note: `${set} ${element}`,
  };
}

function edifact(random: Random): Case {
  const una = random.pick(["UNA:+.? '", "UNA:+.? '\r\n", ""]);
  const type = random.pick(["MEDPRE:D:01B", "ORDERS:D:96A", "MEDRPT:0:95B", "INVOIC:D:01B"]);
  const lines = many(random.int(1, 400), (place) => `LIN+${place}++${random.digits(8)}:EN'`);
  const text = `${una}UNB+${random.pick(["UNOA:1", "UNOC:3", "UNOB:2"])}+SENDER+RECEIVER+260301:1015+1'UNH+1+${type}:UN'${lines.join(random.pick(["", "\n"]))}UNT+9+1'UNZ+1+1'`;
  return { expected: "edifact", bytes: saved(random, text), note: type };
}

const part = (value: unknown): string => base64Url(utf8(JSON.stringify(value)));

function jwt(random: Random): Case {
  const header = {
    alg: random.pick(["RS256", "ES384", "HS256", "none"]),
    typ: "JWT",
    kid: random.letters(10),
  };
  const claims = {
    iss: "https://example.org",
    sub: random.digits(8),
    scope: "patient/*.read",
    note: random.letters(random.pick([5, 500])),
  };
  const token = `${part(header)}.${part(claims)}.${header.alg === "none" ? "" : base64Url(random.bytes(64))}`;
  const jwe = [
    part({ alg: "RSA-OAEP", enc: "A256GCM" }),
    ...many(4, () => base64Url(random.bytes(random.int(16, 200)))),
  ].join(".");
  const text = random.pick([token, token, token, jwe, `Bearer ${token}`]);
  return { expected: "jwt", bytes: saved(random, text), note: header.alg };
}

function healthCard(random: Random): Case {
  const claims = {
    iss: "https://example.org/issuer",
    nbf: 1_772_000_000,
    vc: {
      type: ["https://smarthealth.cards#health-card"],
      credentialSubject: { fhirVersion: "4.0.1", fhirBundle: { id: random.digits(40) } },
    },
  };
  const payload = base64Url(deflateRawSync(utf8(JSON.stringify(claims))));
  const jws = `${part({ zip: "DEF", alg: "ES256", kid: "3Kfdg-XwP-7gXyywtUfUADwBumDOPKMQx-iELL11W9s" })}.${payload}.${base64Url(random.bytes(64))}`;
  const numbers = [...jws].map((letter) => String(letter.charCodeAt(0) - 45).padStart(2, "0")).join("");
  const half = numbers.length >> 1;
  const text = random.pick([
    jws,
    `shc:/${numbers}`,
    `shc:/1/2/${numbers.slice(0, half)}\nshc:/2/2/${numbers.slice(half)}`,
  ]);
  return { expected: "smart-health-card", bytes: saved(random, text), note: text.slice(0, 5) };
}

function healthLink(random: Random): Case {
  const link = `shlink:/${part({ url: `https://example.org/shl/${random.letters(20)}`, flag: "P", key: base64Url(random.bytes(32)), label: "Überblick" })}`;
  const text = random.pick([link, `https://viewer.example.org/ips#${link}`]);
  return { expected: "smart-health-link", bytes: saved(random, text), note: "" };
}

const uid = (random: Random): string =>
  random.pick([
    `1.2.840.10008.5.1.4.1.1.${random.int(1, 481)}`,
    `2.25.${random.int(1, 9)}${random.digits(30)}.1.${random.int(1, 900)}`,
    `1.3.6.1.4.1.5962.1.1.${random.int(1, 99)}.0.20040119`,
  ]);

function uidList(random: Random): Case {
  const separator = random.pick(["\n", "\r\n", ", ", ";", "\\", "\t"]);
  const uids = many(random.pick([1, 2, 9, 3_000]), () => uid(random)).map((one) =>
    separator === ", " ? `"${one}"` : one,
  );
  const text = random.chance(0.1)
    ? uids.map((one) => `urn:oid:${one.replaceAll('"', "")}`).join("\n")
    : uids.join(separator);
  return { expected: "uid-list", bytes: saved(random, text), note: JSON.stringify(separator) };
}

const CELLS: readonly ((random: Random, delimiter: string) => string)[] = [
  (random) => random.digits(6),
  (random) => random.letters(random.int(1, 12)),
  (random, delimiter) =>
    `"${random.pick([`Müller${delimiter} Jörg`, 'she said ""hm""', "two\nlines", "x"])}"`,
  (random) => `${random.int(0, 300)}.${random.digits(1)}`,
  () => "2026-03-01",
  () => "",
];

const cell = (random: Random, column: number, delimiter: string): string =>
  CELLS[column % CELLS.length]?.(random, delimiter) ?? "";

function table(random: Random): Case {
  const delimiter = random.pick([",", ",", ";", "\t", "|"]);
  const columns = random.int(2, 12);
  const rows = random.pick([columns > 2 ? 1 : 4, 5, 40, 1_500]);
  const header = many(
    columns,
    (column) => `${random.pick(["id", "name", "MSH", "DICM", "Wert", "date"])}_${column}`,
  );
  const first = random.int(0, 1);
  const body = many(rows, () => many(columns, (column) => cell(random, column + first, delimiter)));
  const hasHeader = random.chance(0.8);
  const lines = [...(hasHeader ? [header] : []), ...body, body[0] ?? []].map((row) => row.join(delimiter));
  const text = lines.join(random.pick(["\n", "\r\n"])) + random.pick(["", "\n"]);
  const isLatin = random.chance(0.2);
  return {
    expected: delimiter === "\t" ? "tsv" : "csv",
    bytes: isLatin ? latin1(text) : encoded(random, text),
    note: JSON.stringify([delimiter, columns, rows]),
  };
}

export const exchangeCases = (random: Random): Case[] => [
  ...many(50, () => x12(random)),
  ...many(40, () => edifact(random)),
  ...many(40, () => jwt(random)),
  ...many(40, () => healthCard(random)),
  ...many(40, () => healthLink(random)),
  ...many(50, () => uidList(random)),
  ...many(220, () => table(random)),
];
