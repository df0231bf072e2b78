/**
 * `node measure.mjs FILE WHAT CORE` measures one side on a feed of messages and prints one line of JSON: seconds of
 * processor time (others may be using the machine), bytes and
 * messages of it that were read, and a count of what was touched, so that no engine can leave the work out.
 *
 * Ours begins with the bytes of the file. Peers get each message as a string of its own, made before the clock starts.
 */

import { readFileSync } from "node:fs";
import { argv, cpuUsage, exit, stdout } from "node:process";
import { pathToFileURL } from "node:url";

const [, , file, what, core] = argv;
const bytes = new Uint8Array(readFileSync(file));
/** A slow side is measured on the beginning of the feed. */
const PEERS_READ = 8_000_000;
const RUNS = 3;

const CR = 0x0d;
const LF = 0x0a;
const MSH = [0x4d, 0x53, 0x48];

/** The bare loop: every byte once; where each line begins and ends, and on which lines a message begins. */
function bareLoop() {
  let capacity = 1024;
  let starts = new Uint32Array(capacity);
  let ends = new Uint32Array(capacity);
  let messages = new Uint32Array(capacity);
  let lines = 0;
  let count = 0;
  let start = 0;
  const larger = (column) => {
    const grown = new Uint32Array(column.length * 2);
    grown.set(column);
    return grown;
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== CR && byte !== LF) continue;
    if (lines === capacity) {
      capacity *= 2;
      starts = larger(starts);
      ends = larger(ends);
    }
    starts[lines] = start;
    ends[lines] = at;
    if (bytes[start] === MSH[0] && bytes[start + 1] === MSH[1] && bytes[start + 2] === MSH[2]) {
      if (count === messages.length) messages = larger(messages);
      messages[count++] = lines;
    }
    lines++;
    start = at + 1;
  }
  return { touched: lines + count, messages: count, bytes: bytes.length };
}

async function ours() {
  return import(pathToFileURL(core).href);
}

async function indexing() {
  const { parseHl7 } = await ours();
  return () => {
    const { lines, blocks } = parseHl7(bytes);
    return { touched: lines.count + blocks.count, messages: blocks.count, bytes: bytes.length };
  };
}

async function exporting() {
  const { parseHl7, eachBlock, writeJson, Output } = await ours();
  return () => {
    const text = parseHl7(bytes);
    const output = new Output();
    let touched = 0;
    for (const block of eachBlock(text.blocks)) {
      writeJson(output, text, block);
      if (output.length > 1_000_000) touched += output.take().length;
    }
    touched += output.take().length;
    return { touched, messages: text.blocks.count, bytes: bytes.length };
  };
}

async function validating() {
  const { parseHl7, eachBlock, openBlock, Validator, Plan, loadStandard, FindingList } = await ours();
  const validator = new Validator(new Plan(await loadStandard("2.5.1")));
  return () => {
    const text = parseHl7(bytes);
    const findings = new FindingList();
    for (const block of eachBlock(text.blocks)) validator.validate(text, openBlock(text, block), findings);
    return { touched: findings.total, messages: text.blocks.count, bytes: bytes.length };
  };
}

/** The messages of the feed's beginning, as strings. */
function strings() {
  const text = new TextDecoder().decode(bytes.subarray(0, PEERS_READ));
  const found = text.split(/(?=MSH\|)/);
  found.pop();
  return found;
}

/** Every component as a string, whatever the peer calls it. */
const PEERS = {
  medplum: async () => {
    const { Hl7Message } = await import("@medplum/core");
    return (message) => {
      let touched = 0;
      for (const segment of Hl7Message.parse(message).segments)
        for (const field of segment.fields)
          for (const repetition of field.components) for (const component of repetition) touched += component.length;
      return touched;
    };
  },
  "node-hl7-client": async () => {
    const { Message } = await import("node-hl7-client");
    // A sub-component has no separator to split at, and throws when it is asked for parts.
    const walk = (node) => {
      if (node._delimiter !== undefined && node.length > 0) {
        let touched = 0;
        node.forEach((child) => {
          touched += walk(child);
        });
        return touched;
      }
      return node.toString().length;
    };
    return (message) => walk(new Message({ text: message.trimEnd() }));
  },
  hl7v2: async () => {
    const { HL7Message } = await import("hl7v2");
    return (message) => {
      let touched = 0;
      for (const segment of HL7Message.parse(message).segments)
        for (const field of segment.fields)
          for (const repetition of field?.repetitions ?? [])
            for (const component of repetition?.components ?? [])
              for (const part of component?.subComponents ?? []) touched += String(part?.value ?? "").length;
      return touched;
    };
  },
  "simple-hl7": async () => {
    const { Parser } = (await import("simple-hl7")).default;
    const parser = new Parser({ segmentSeperator: "\r" });
    // A field holds components, or, where it repeats, fields; a component holds a text or a list of texts.
    const walk = (part) => {
      if (typeof part === "string") return part.length;
      let touched = 0;
      for (const inner of Array.isArray(part) ? part : part.value) touched += walk(inner);
      return touched;
    };
    return (message) => {
      let touched = 0;
      const { header, segments } = parser.parse(message);
      for (const segment of [header, ...segments]) for (const field of segment.fields) touched += walk(field);
      return touched;
    };
  },
};

async function peer(name) {
  const touch = await PEERS[name]();
  const messages = strings();
  const size = messages.reduce((sum, message) => sum + message.length, 0);
  return () => {
    let touched = 0;
    for (const message of messages) touched += touch(message);
    return { touched, messages: messages.length, bytes: size };
  };
}

const SIDES = { loop: async () => bareLoop, index: indexing, export: exporting, validate: validating };
const side = SIDES[what] ? await SIDES[what]() : await peer(what);
let best = null;
for (let run = 0; run < RUNS; run++) {
  const began = cpuUsage();
  const did = side();
  const { user, system } = cpuUsage(began);
  const seconds = (user + system) / 1_000_000;
  if (!best || seconds < best.seconds) best = { seconds, ...did };
}
stdout.write(`${JSON.stringify(best)}\n`);
exit(0);
