/**
 * `node tests/bench/peers.mjs FILE…` prints, one line of JSON for each file, the elements that three other parsers find
 * in it: paths as ours are written (`00400275[1]/00080100`), or null where a parser refuses the file.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { argv, stdout } from "node:process";

const require = createRequire(import.meta.url);
const dicomParser = require("dicom-parser");
const daikon = require("daikon");
const dcmjs = require("dcmjs");
dcmjs.log.setLevel("silent");
for (const name of ["log", "info", "warn", "error"]) console[name] = () => undefined;

const hex = (number) => number.toString(16).padStart(4, "0").toUpperCase();

/** dicom-parser: `x00080005`, items with data sets of their own. */
function* walkDicomParser(dataSet, around = "") {
  for (const [key, element] of Object.entries(dataSet.elements)) {
    const path = `${around}${key.slice(1).toUpperCase()}`;
    yield path;
    for (const [at, item] of (element.items ?? []).entries())
      if (item.dataSet) yield* walkDicomParser(item.dataSet, `${path}[${at + 1}]/`);
  }
}

/** dcmjs: `00080005`, items as values. */
function* walkDcmjs(dict, around = "") {
  for (const [key, element] of Object.entries(dict)) {
    const path = `${around}${key.toUpperCase()}`;
    yield path;
    if (element.vr === "SQ")
      for (const [at, item] of (element.Value ?? []).entries())
        yield* walkDcmjs(item ?? {}, `${path}[${at + 1}]/`);
  }
}

/** daikon: tags with groups; items, their delimiters and fragments are tags FFFE among the values. */
function* walkDaikon(tags, around = "") {
  for (const tag of Object.values(tags)) {
    if (tag.group === 0xfffe) continue;
    const path = `${around}${hex(tag.group)}${hex(tag.element)}`;
    yield path;
    const items = Array.isArray(tag.value) ? tag.value.filter((one) => one?.group === 0xfffe) : [];
    for (const [at, item] of items.filter((one) => one.element === 0xe000).entries())
      if (Array.isArray(item.value))
        yield* walkDaikon(
          item.value.filter((one) => one && typeof one === "object" && "group" in one),
          `${path}[${at + 1}]/`,
        );
  }
}

const exactBuffer = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);

const PEERS = {
  "dicom-parser": (bytes) => walkDicomParser(dicomParser.parseDicom(bytes)),
  dcmjs: function* (bytes) {
    const { meta, dict } = dcmjs.data.DicomMessage.readFile(exactBuffer(bytes), { ignoreErrors: true });
    yield* walkDcmjs(meta);
    yield* walkDcmjs(dict);
  },
  daikon: (bytes) => {
    const image = daikon.Series.parseImage(new DataView(exactBuffer(bytes)));
    if (image === null) throw new Error(daikon.Series.parserError);
    return walkDaikon(image.tags);
  },
};

function found(read, bytes) {
  try {
    return [...read(new Uint8Array(bytes))];
  } catch {
    return null;
  }
}

for (const path of argv.slice(2)) {
  const bytes = readFileSync(path);
  const all = Object.entries(PEERS).map(([name, read]) => [name, found(read, bytes)]);
  stdout.write(`${JSON.stringify(Object.fromEntries(all))}\n`);
}
