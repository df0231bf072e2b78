/**
 * `npm --prefix tools/frontend run --silent hl7 -- [option] FILE…` reads HL7 files in Node. Paths are relative to where
 * it was called. Without an option it prints one JSON object a line for each message: `path`, `index` (from 0), `offset`,
 * `version`, `type`, `segments` (their IDs), `values` (path to text; null where a value is `""`) and `faults`.
 *
 *     --brief       without values
 *     --validate    with `findings`: rule, severity, path, line, column, offset, found, expected, clause
 *     --json        each message as nested JSON, escape sequences decoded
 *     --json=raw    the same with escape sequences as they are
 *     --xml         each message as v2.xml, one a line
 *     --fix         the file with terminators, frames, marks, blanks and prefixes put right
 *     --roundtrip   one object a file: `path`, `messages`, `segments`, `identical` (written anew from its tokens)
 *     --convert     the file in another form; see `hl7-convert.ts`
 *     --build       messages made up from a seed; see `hl7-build.ts`
 *
 * A file that holds no HL7 gives one object whose faults say why. The status is 1 then, 2 where a file cannot be read.
 */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { argv, env, exit, stderr, stdout } from "node:process";
import { applyChanges } from "../bytes/change";
import { unmasked } from "../bytes/datum";
import { asFailure, type Fault } from "../bytes/fault";
import { loadStandard } from "../dictionary/standard";
import {
  type Block,
  dictionaryVersion,
  eachBlock,
  eachSegment,
  FIXABLE,
  fix,
  type Hl7Text,
  type Message,
  openBlock,
  parseHl7,
  serialise,
} from "../hl7";
import { checkMessage } from "../hl7/check";
import { FaultList } from "../hl7/faults";
import { type Finding, FindingList } from "../hl7/findings";
import { writeJson } from "../hl7/json";
import { Plan } from "../hl7/plan";
import { Validator } from "../hl7/validate";
import { valuesByPath } from "../hl7/values";
import { Output } from "../hl7/write";
import { messageXml } from "../hl7/xml";
import { BUILD_USAGE, building } from "./hl7-build";
import { CONVERT_USAGE, converting } from "./hl7-convert";

const OPTIONS = ["--brief", "--validate", "--json", "--json=raw", "--xml", "--fix", "--roundtrip"] as const;
type Option = (typeof OPTIONS)[number];
const USAGE = `usage: hl7 [${OPTIONS.join(" | ")}] FILE…\n${CONVERT_USAGE}${BUILD_USAGE}`;
const LINE_FEED = "\n";
const NOT_HL7 = 1;
const NOT_READ = 2;

const validators = new Map<string, Promise<{ plan: Plan; validator: Validator }>>();

function validatorOf(message: Message): Promise<{ plan: Plan; validator: Validator }> {
  const { version } = dictionaryVersion(message.summary.version);
  const known = validators.get(version);
  if (known) return known;
  const made = loadStandard(version).then((standard) => {
    const plan = new Plan(standard);
    return { plan, validator: new Validator(plan) };
  });
  validators.set(version, made);
  return made;
}

async function write(text: string | Uint8Array): Promise<void> {
  if (!stdout.write(text)) await new Promise<void>((drained) => stdout.once("drain", drained));
}

function line(value: unknown): Promise<void> {
  return write(JSON.stringify(value) + LINE_FEED);
}

function faultJson({ code, offset, path, found, expected, rule }: Fault): object {
  return { code, offset, path, found: unmasked(found), expected, rule };
}

function findingJson({ place, found, ...finding }: Finding): object {
  return { ...finding, ...place, found: unmasked(found) };
}

/** Messages of a file, and segments without a header; not the headers and trailers of a batch. */
function* messagesOf(text: Hl7Text): Generator<{ block: Block; message: Message; past: number }> {
  const blocks = [...eachBlock(text.blocks)];
  for (const [position, block] of blocks.entries()) {
    if (block.kind === "envelope") continue;
    const past = blocks[position + 1]?.offset ?? Number.POSITIVE_INFINITY;
    yield { block, message: openBlock(text, block), past };
  }
}

async function describe(path: string, text: Hl7Text, option: Option | null): Promise<void> {
  let index = 0;
  let told = 0;
  for (const { block, message, past } of messagesOf(text)) {
    const faults = new FaultList();
    checkMessage(text, message, faults);
    const around = text.faults.filter(({ offset }) => offset >= told && offset < past);
    told = past;
    const findings = new FindingList();
    if (option === "--validate") (await validatorOf(message)).validator.validate(text, message, findings);
    await line({
      path,
      index: index++,
      offset: block.offset,
      version: message.summary.version,
      type: message.summary.type,
      segments: Array.from(eachSegment(message.segments), ({ id }) => id),
      ...(option === "--brief" ? {} : { values: Object.fromEntries(valuesByPath(text, message)) }),
      faults: [...around, ...faults.kept].toSorted((a, b) => a.offset - b.offset).map(faultJson),
      ...(option === "--validate" ? { findings: findings.kept.map(findingJson) } : {}),
    });
  }
}

async function convert(text: Hl7Text, option: Option): Promise<void> {
  const output = new Output();
  for (const { block, message } of messagesOf(text)) {
    if (option === "--xml") {
      const { plan, validator } = await validatorOf(message);
      await write(messageXml(text, message, plan.standard, validator) + LINE_FEED);
      continue;
    }
    writeJson(output, text, block, { raw: option === "--json=raw" });
    output.ascii(LINE_FEED);
    await write(output.take().slice());
  }
}

async function roundtrip(path: string, text: Hl7Text): Promise<void> {
  const written = serialise(text);
  const identical =
    written.length === text.bytes.length && written.every((byte, at) => byte === text.bytes[at]);
  let messages = 0;
  let segments = 0;
  for (const block of eachBlock(text.blocks)) {
    if (block.kind !== "envelope") messages++;
    segments += openBlock(text, block).segments.count;
  }
  await line({ path, messages, segments, identical });
}

/** The status. */
async function run(path: string, option: Option | null): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(readFileSync(resolve(env["INIT_CWD"] ?? ".", path)));
  } catch (error) {
    stderr.write(`hl7: ${path}: ${error instanceof Error ? error.message : error}\n`);
    return NOT_READ;
  }
  try {
    const text = parseHl7(bytes);
    if (option === "--roundtrip") await roundtrip(path, text);
    else if (option === "--fix") await write(applyChanges(bytes, fix(text, new Set(FIXABLE))));
    else if (option === null || option === "--brief" || option === "--validate")
      await describe(path, text, option);
    else await convert(text, option);
    return 0;
  } catch (error) {
    const { code, offset, values } = asFailure(error);
    if (code === "internal") throw error;
    if (option === "--roundtrip")
      await line({ path, messages: 0, segments: 0, identical: true, fault: { code, offset } });
    else
      await line({
        path,
        index: 0,
        offset: Math.max(offset, 0),
        version: "",
        type: "",
        segments: [],
        faults: [{ code, offset, path: "", found: String(values["found"] ?? ""), expected: "MSH", rule: "" }],
      });
    return NOT_HL7;
  }
}

async function main(given: readonly string[]): Promise<number> {
  const [first, ...rest] = given;
  if (first === "--convert") return converting(rest, write);
  if (first === "--build") return building(rest, write);
  const options = given.filter((word): word is Option => (OPTIONS as readonly string[]).includes(word));
  const unknown = given.find(
    (word) => word.startsWith("--") && !(OPTIONS as readonly string[]).includes(word),
  );
  const files = given.filter((word) => !word.startsWith("--"));
  if (unknown !== undefined || files.length === 0 || options.length > 1) {
    stderr.write(unknown === undefined ? USAGE : `hl7: unknown option ${unknown}\n${USAGE}`);
    return NOT_READ;
  }
  let status = 0;
  for (const path of files) status = Math.max(status, await run(path, options[0] ?? null));
  return status;
}

// A reader that has seen enough closes the pipe: that is no error.
stdout.on("error", () => exit(0));
main(argv.slice(2)).then((status) => exit(status));
