/**
 * `node tests/bench/dicom.mjs` measures our parser beside three others, on files in memory, and prints one line of JSON:
 * for each measurement the files a second of every parser, or milliseconds and megabytes for the large file.
 *
 * The peers do equal work: every element is walked, items included, and every text is decoded in the declared character
 * set, which is Latin 1. dcmjs decodes all it reads as it reads it; daikon decodes single bytes.
 */

import { createRequire } from "node:module";
import process, { argv, stdout } from "node:process";
import { ctFile } from "./ct.mjs";

const core = await import("../../dist-node/core.js");
const require = createRequire(import.meta.url);
const dicomParser = require("dicom-parser");
const daikon = require("daikon");
const dcmjs = require("dcmjs");
dcmjs.log.setLevel("error");

const LATIN_1 = new TextDecoder("latin1");
const CHARSET_VRS = new Set("LO LT PN SH ST UC UT".split(" "));
const OTHER_TEXT = new Set("AE AS CS DA DS DT IS TM UI UR".split(" "));

/** What was decoded is counted, or an engine might leave it out. */
let decoded = 0;

/** A folder is read with one of these, as a folder is what the files make. */
const texts = new core.SharedTexts();

function ours(bytes) {
  const source = core.memorySource(bytes);
  const { elements } = core.parse(source);
  const values = new core.ElementValues(source, elements, undefined, texts);
  for (let row = 0; row < elements.count; row++) decoded += values.text(row)?.length ?? 0;
}

function walkDicomParser(dataSet) {
  for (const key in dataSet.elements) {
    const element = dataSet.elements[key];
    const { vr, dataOffset, length } = element;
    if (element.items) for (const item of element.items) walkDicomParser(item.dataSet);
    else if (CHARSET_VRS.has(vr))
      decoded += LATIN_1.decode(dataSet.byteArray.subarray(dataOffset, dataOffset + length)).trim().length;
    else if (OTHER_TEXT.has(vr)) decoded += dataSet.string(key)?.length ?? 0;
  }
}

function walkDaikon(tags) {
  for (const key in tags) {
    const value = tags[key].value;
    for (const one of Array.isArray(value) ? value : [])
      if (typeof one === "string") decoded += one.length;
      else if (one && typeof one === "object" && one.tags) walkDaikon(one.tags);
  }
}

const exactBuffer = (bytes) =>
  bytes.buffer.byteLength === bytes.length ? bytes.buffer : bytes.slice().buffer;

const readDcmjs = (bytes) => {
  const { dict } = dcmjs.data.DicomMessage.readFile(exactBuffer(bytes), { ignoreErrors: true });
  for (const key in dict) decoded += dict[key].Value?.length ?? 0;
};
const readDaikon = (bytes) => {
  const image = new daikon.Parser().parse(new DataView(exactBuffer(bytes)));
  walkDaikon(image.tags);
};

/** Milliseconds of the processor that this process has used, collecting its garbage included. */
function spent() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/**
 * Files in each second of the processor's time, the best of some rounds: whatever else the machine does only makes it
 * slower, and would not do so to all parsers alike if the clock on the wall were asked.
 */
function rate(files, read, rounds) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const began = spent();
    for (const file of files) read(file);
    best = Math.min(best, spent() - began);
  }
  return (files.length / best) * 1_000;
}

function rates(count) {
  const files = Array.from({ length: count }, (_, number) => ctFile(number + 1, 64));
  const some = files.slice(0, Math.ceil(count / 10));
  return {
    structure: {
      ours: rate(files, (bytes) => core.parse(core.memorySource(bytes)), 7),
      "dicom-parser": rate(files, (bytes) => dicomParser.parseDicom(bytes), 7),
    },
    text: {
      ours: rate(files, ours, 7),
      "dicom-parser": rate(files, (bytes) => walkDicomParser(dicomParser.parseDicom(bytes)), 7),
      dcmjs: rate(some, readDcmjs, 3),
      daikon: rate(some, readDaikon, 3),
    },
  };
}

/** The tree of a multi-frame file of `megabytes`, in a process that has just begun: no peer, no warm code. */
function large(megabytes) {
  const head = ctFile(1, 2);
  const bytes = new Uint8Array(megabytes * 1024 * 1024).fill(1); // filled: pages never touched weigh nothing
  bytes.set(head);
  const size = bytes.length - head.length + 8;
  new DataView(bytes.buffer).setUint32(head.length - 12, size, true);
  const before = process.memoryUsage().rss;
  const began = performance.now();
  const { elements } = core.parse(core.memorySource(bytes));
  const took = performance.now() - began;
  return {
    elements: elements.count,
    milliseconds: took,
    megabytes: (process.memoryUsage().rss - before) / 1024 / 1024,
  };
}

const [what = "rates", size = ""] = argv.slice(2);
const found = what === "large" ? large(Number(size) || 500) : rates(Number(size) || 2_000);
stdout.write(`${JSON.stringify({ ...found, decoded: decoded > 0 })}\n`);
