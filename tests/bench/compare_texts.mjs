/**
 * `node compare_texts.mjs LEFT RIGHT CORE IGNORED` compares two feeds by MSH-10, beginning with their bytes, and prints one line
 * of JSON: seconds of processor time, and how many messages came to which outcome.
 */

import { readFileSync } from "node:fs";
import { argv, cpuUsage, stdout } from "node:process";
import { pathToFileURL } from "node:url";

const [, , left, right, core, ignore] = argv;
const { compareTexts, IgnoreList, OUTCOMES, parseHl7, parsePath } = await import(pathToFileURL(core).href);
const [one, other] = [left, right].map((path) => new Uint8Array(readFileSync(path)));

const begun = cpuUsage();
const matching = { key: parsePath("MSH-10"), ignore: new IgnoreList(ignore) };
const { count, outcome } = compareTexts(parseHl7(one), parseHl7(other), matching);
const { user, system } = cpuUsage(begun);
const outcomes = Object.fromEntries(OUTCOMES.map((name) => [name, 0]));
for (let row = 0; row < count; row++) outcomes[OUTCOMES[outcome[row]]]++;
stdout.write(`${JSON.stringify({ seconds: (user + system) / 1e6, count, outcomes })}\n`);
