/** Edge cases: what receivers stumble over, done to a message on purpose, each with the place where it was done. */

import { DICTIONARY_VERSIONS, type DictionaryVersion } from "../dictionary";
import type { Rule } from "../findings";
import type { Plan, TypePlan } from "../plan";
import { fitStructure, Structure } from "../structure";
import type { Line } from "./fill";
import { SUGGESTED } from "./fit";
import { type Kind, rootOf } from "./kinds";
import { type Done, isFree, Targets, withFields } from "./targets";
import { TEST_PDF } from "./test-pdf";

export const EDGES = [
  "none",
  "delimiters",
  "truncation",
  "repetitions",
  "subcomponents",
  "escapes",
  "null",
  "long",
  "latin-1",
  "kanji",
  "z-segment",
  "trailing",
  "addendum",
  "continuation",
  "lf",
  "mixed-ends",
  "pdf",
] as const;
export type Edge = (typeof EDGES)[number];

/** What a validator has to say of it, and nothing else: a message in two parts lacks in the second what is in the first. */
export const EXPECTED: Readonly<Partial<Record<Edge, readonly Rule[]>>> = {
  continuation: ["segment-missing", "group-missing", "segment-order", "segment-unexpected"],
};

export type Terminators = "cr" | "lf" | "mixed";

/** A message as it will be written. */
export interface Shape extends Done {
  /** MSH-1 and MSH-2. */
  readonly delimiters: string;
  readonly terminators: Terminators;
  /** Where the edge case stands, `PID-5`; "" of the whole message; null where the message has no room for it. */
  readonly path: string | null;
}

/** None of them is in what is made up. */
const OWN_DELIMITERS = "$%!?@";
const TRUNCATION = "#";

export function shapeOf(plan: Plan, kind: Kind, lines: readonly Line[], edge: Edge): Shape {
  const plain: Shape = { lines, delimiters: SUGGESTED, terminators: "cr", path: "" };
  if (edge === "none") return plain;
  if (edge === "delimiters") return { ...plain, delimiters: OWN_DELIMITERS, path: "MSH-1" };
  if (edge === "lf") return { ...plain, terminators: "lf" };
  if (edge === "mixed-ends") return { ...plain, terminators: "mixed" };
  if (edge === "truncation")
    return since(plan.standard.version, "2.7")
      ? { ...plain, delimiters: SUGGESTED + TRUNCATION, path: "MSH-2" }
      : { ...plain, path: null };
  return { ...plain, ...CASES[edge](new Targets(plan, lines), { plan, kind }) };
}

/** v2.7 brought a fifth encoding character. */
const since = (version: DictionaryVersion, first: DictionaryVersion): boolean =>
  DICTIONARY_VERSIONS.indexOf(version) >= DICTIONARY_VERSIONS.indexOf(first);

const LONG_TEXT = 40_000;
const LONG_SENTENCE = "This is a long test text in which nothing is real. ";
const ESCAPED = "Test \\F\\ \\S\\ \\T\\ \\R\\ \\E\\ \\X41\\ \\H\\high\\N\\ line 1\\.br\\line 2";
const MSH = { controlId: 10, continuation: 14, characterSet: 18 } as const;
const NAME = { id: "PID", field: 5 } as const;
const OBX = { id: "OBX", type: 2, value: 5, unit: 6, range: 7, flag: 8 } as const;
const NO_NUMBER = { [OBX.unit]: "", [OBX.range]: "", [OBX.flag]: "" };
const POINTER = "TPOINTER";
const LOCAL_SEGMENT = "ZTS";
/** Where a text is looked for first. */
const TEXTS = [
  { id: "NTE", field: 3 },
  { id: OBX.id, field: OBX.value },
  { id: "DG1", field: 4 },
  { id: "AL1", field: 5 },
] as const;
const TEXT_TYPES: ReadonlySet<string> = new Set(["ST", "TX", "FT"]);
const SHORTEST_BROKEN = 4;
const MOST_TIMES = 3;

type Case = (targets: Targets, message: { readonly plan: Plan; readonly kind: Kind }) => Done;

const CASES: Readonly<
  Record<Exclude<Edge, "none" | "delimiters" | "truncation" | "lf" | "mixed-ends">, Case>
> = {
  /** A field that may be there often, three times. */
  repetitions: (targets) => {
    const [target] = targets.matching((plan, text) => plan.most >= MOST_TIMES && isPlain(text));
    if (!target) return targets.nowhere;
    return targets.with(target, new Array(MOST_TIMES).fill(targets.textOf(target)).join("~"));
  },
  /** A component that splits further: an assigning authority. */
  subcomponents: (targets) => {
    const [target] = targets.matching((plan, text) => authorityIn(plan.type) >= 0 && isPlain(text));
    const plan = target && targets.planOf(target);
    if (!target || !plan) return targets.nowhere;
    const at = authorityIn(plan.type);
    const parts = targets.textOf(target).split("^");
    while (parts.length <= at) parts.push("");
    // 2.999 is the arc that is kept for examples (Rec. ITU-T X.660).
    parts[at] = "TESTSITE&2.999.1&ISO";
    return targets.with(target, parts.join("^"), `.${at + 1}`);
  },
  escapes: (targets) => withText(targets, ESCAPED),
  long: (targets) => withText(targets, LONG_SENTENCE.repeat(LONG_TEXT / LONG_SENTENCE.length).trim()),
  /** 2.5.3: "delete what you hold", in a field that need not be there. */
  null: (targets) => {
    const [target] = targets.matching(
      (plan, text) => !plan.required && isPlain(text) && plan.type.name !== "SI",
    );
    return target ? targets.with(target, '""') : targets.nowhere;
  },
  "latin-1": (targets) => named(targets, "TÄST^PERSÖN", "8859/1"),
  kanji: (targets) => named(targets, "試験^患者", "UNICODE UTF-8"),
  "z-segment": ({ lines }) => {
    const line = { id: LOCAL_SEGMENT, fields: ["1", "TEST VALUE", "TEST^Test^99TST"], route: [] };
    return { lines: [...lines, line], path: LOCAL_SEGMENT };
  },
  /** Separators with nothing between them, behind the last component and the last field. */
  trailing: (targets) => {
    const at = targets.lines.findIndex(({ id }) => id !== "MSH");
    const line = targets.lines[at];
    if (!line) return targets.nowhere;
    const fields = line.fields.map((text, field) => (field === line.fields.length - 1 ? `${text}^^` : text));
    return { lines: targets.replaced(at, { ...line, fields: [...fields, "", "", ""] }), path: line.id };
  },
  /** 2.10.2: a segment that goes on in ADD, broken within a field. */
  addendum: (targets) => {
    const target = targets
      .matching(
        (plan, text, rest) => isFree(plan.type) && isBreakable(text) && !rest.some((one) => one?.required),
      )
      .at(-1);
    const line = target && targets.lines[target.line];
    if (!line) return targets.nowhere;
    const text = targets.textOf(target);
    const middle = Math.floor(text.length / 2);
    const first = { ...line, fields: [...line.fields.slice(0, target.field - 1), text.slice(0, middle)] };
    const rest = { id: "ADD", fields: [text.slice(middle), ...line.fields.slice(target.field)], route: [] };
    return { lines: targets.replaced(target.line, first, rest), path: targets.pathOf(target) };
  },
  continuation,
  /** A document in base64 where a result stands; codes of tables 0191, 0291 and 0299. */
  pdf: (targets, { plan }) => {
    if (plan.type("ED").components.length === 0) return targets.nowhere;
    return observed(targets, "ED", `TESTSITE^AP^Octet-stream^Base64^${TEST_PDF}`);
  },
};

const isPlain = (text: string): boolean => text !== "" && !/[~&]/.test(text);
const isBreakable = (text: string): boolean => text.length >= SHORTEST_BROKEN && !/[\\~]/.test(text);
const authorityIn = ({ components }: TypePlan): number =>
  components.findIndex(({ type }) => type.name === "HD");

/** 2.10.2: a message that goes on in another, where its structure could end. */
function continuation(targets: Targets, { plan, kind }: { readonly plan: Plan; readonly kind: Kind }): Done {
  const { lines } = targets;
  const root = rootOf(plan.standard, kind);
  const [header] = lines;
  if (!root || !header) return targets.nowhere;
  const structure = new Structure(root);
  const ids = lines.map(({ id }) => id);
  let past = ids.length - 1;
  while (past > 1 && fitStructure(structure, ids.slice(0, past)).faults.length > 0) past--;
  if (past <= 1) return targets.nowhere;
  const controlId = `${header.fields[MSH.controlId - 1] ?? ""}C`;
  const again = withFields(header, { [MSH.controlId]: controlId, [MSH.continuation]: POINTER });
  const pointer = { id: "DSC", fields: [POINTER], route: [] };
  return {
    lines: [...lines.slice(0, past), pointer, { ...again, route: [] }, ...lines.slice(past)],
    path: "DSC-1",
  };
}

function named(targets: Targets, name: string, characterSet: string): Done {
  const line = targets.lines.findIndex(({ id }) => id === NAME.id);
  const [header] = targets.lines;
  if (line < 0 || !header) return targets.nowhere;
  const { lines, path } = targets.with({ line, field: NAME.field }, name);
  return { lines: [withFields(header, { [MSH.characterSet]: characterSet }), ...lines.slice(1)], path };
}

function withText(targets: Targets, text: string): Done {
  for (const { id, field } of TEXTS) {
    const line = targets.lines.findIndex((one) => one.id === id);
    if (line < 0 || targets.textOf({ line, field }) === "") continue;
    return id === OBX.id ? observed(targets, "TX", text) : targets.with({ line, field }, text);
  }
  const [target] = targets.matching(
    ({ type, table }, had) => TEXT_TYPES.has(type.name) && table === null && had !== "",
  );
  return target ? targets.with(target, text) : targets.nowhere;
}

/** The first result, with a value of another type. */
function observed(targets: Targets, type: string, value: string): Done {
  const at = targets.lines.findIndex(({ id }) => id === OBX.id);
  const line = targets.lines[at];
  if (!line) return targets.nowhere;
  const written = withFields(line, { ...NO_NUMBER, [OBX.type]: type, [OBX.value]: value });
  const past = written.fields.findLastIndex((text) => text !== "") + 1;
  const path = targets.pathOf({ line: at, field: OBX.value });
  return { lines: targets.replaced(at, { ...written, fields: written.fields.slice(0, past) }), path };
}
