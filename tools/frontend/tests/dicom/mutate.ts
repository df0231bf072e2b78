/** Damages DICOM files, the same way for the same seed. */

import { deflateRawSync } from "node:zlib";
import { type DicomFile, valueOffset } from "../../src/dicom";
import { EXPLICIT_LITTLE, header, ITEM, joined, OPEN, part10, SYNTAX } from "./build";
import { breaksHeader, breaksOff } from "./rules";

/** Mulberry32: small, and the same everywhere. Numbers from 0 up to 1. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Mutant {
  readonly what: string;
  readonly bytes: Uint8Array;
  /** Up to here the file is as it was: what stands before has to be shown. */
  readonly from: number;
  /** It breaks a rule that is checked, so that a fault has to be told. */
  readonly isTold: boolean;
}

type Damage = (whole: Uint8Array, file: DicomFile, roll: (below: number) => number) => Mutant | null;

const VRS = "AE AS AT CS DA DS DT FD FL IS LO LT OB OW PN SH SL SQ SS ST TM UI UL UN US UT".split(" ");

/** Megabytes of zeros: twice what any ratio is allowed for. */
const MOST_ZEROS = 33;
let zeros: Uint8Array | null = null;

/** Made once: it takes longer to pack than to refuse. */
function packedZeros(): Uint8Array {
  zeros ??= new Uint8Array(deflateRawSync(new Uint8Array(MOST_ZEROS * 1024 * 1024), { level: 9 }));
  return zeros;
}

/** No term of PS3.3 C.12.1.1.2. */
const NO_TERM = "LATIN 1";

function changed(whole: Uint8Array, at: number, bytes: ArrayLike<number>): Uint8Array {
  const copy = new Uint8Array(whole);
  copy.set(bytes, at);
  return copy;
}

const rowFrom = (file: DicomFile, roll: (below: number) => number): number => {
  const first = file.elements.tag.findIndex((tag) => tag >>> 16 > 2);
  return first < 0 ? -1 : first + roll(file.elements.count - first);
};

const DAMAGES: Readonly<Record<string, Damage>> = {
  cut: (whole, file, roll) => {
    const { elements } = file;
    const row = rowFrom(file, roll);
    if (row < 0) return null;
    const places = [
      (elements.offset[row] as number) + 1 + roll(7),
      valueOffset(elements, row),
      elements.valueEnd[row] as number,
    ];
    const at = Math.min(places[roll(3)] as number, whole.length - 1);
    return { what: `cut at ${at}`, bytes: whole.slice(0, at), from: at, isTold: breaksOff(file, at) };
  },
  length: (whole, file, roll) => {
    const row = rowFrom(file, roll);
    if (row < 0) return null;
    const at = valueOffset(file.elements, row) - (roll(2) ? 2 : 4);
    const value = [0, 1, 0xff, 0x7f, roll(256)][roll(5)] as number;
    const bytes = changed(whole, at, [value, roll(256)]);
    return { what: `length at ${at}`, bytes, from: at - 8, isTold: breaksHeader(bytes, file, at) };
  },
  vr: (whole, file, roll) => {
    const row = rowFrom(file, roll);
    if (row < 0 || !file.encoding.explicit || file.elements.item[row] !== 0) return null;
    const at = (file.elements.offset[row] as number) + 4;
    const vr =
      roll(4) === 0
        ? [roll(256), roll(256)]
        : [...(VRS[roll(VRS.length)] as string)].map((one) => one.charCodeAt(0));
    const bytes = changed(whole, at, vr);
    return { what: `VR at ${at}`, bytes, from: at - 4, isTold: breaksHeader(bytes, file, at) };
  },
  open: (whole, file, roll) => {
    const row = rowFrom(file, roll);
    if (row < 0) return null;
    const at = valueOffset(file.elements, row) - 4;
    const bytes = changed(whole, at, [255, 255, 255, 255]);
    return { what: `open length at ${at}`, bytes, from: at - 8, isTold: breaksHeader(bytes, file, at) };
  },
  run: (whole, file, roll) => {
    const at = 132 + roll(Math.max(whole.length - 132, 1));
    const run = new Uint8Array(Math.min(1 + roll(64), whole.length - at)).fill(roll(2) ? 255 : 0);
    const bytes = changed(whole, at, run);
    return { what: `run at ${at}`, bytes, from: at - 12, isTold: breaksHeader(bytes, file, at) };
  },
  bytes: (whole, file, roll) => {
    const at = 132 + roll(Math.max(whole.length - 136, 1));
    const bytes = changed(whole, at, [roll(256), roll(256)]);
    return { what: `bytes at ${at}`, bytes, from: at - 12, isTold: breaksHeader(bytes, file, at) };
  },
  tail: (whole, _file, roll) => {
    const tail = Uint8Array.from({ length: 8 + roll(200) }, () => 1 + roll(254));
    return { what: "tail", bytes: joined(whole, tail), from: whole.length - 12, isTold: true };
  },
  depth: (_whole, _file, roll) => {
    const level = joined(
      header(EXPLICIT_LITTLE, 0x00400275, "SQ", OPEN),
      header(EXPLICIT_LITTLE, ITEM, "", OPEN),
    );
    const levels = new Array<Uint8Array>(1_000 + roll(20_000)).fill(level);
    return { what: "depth", bytes: part10(SYNTAX.explicitLittle, joined(...levels)), from: 0, isTold: true };
  },
  bomb: (_whole, _file, roll) => {
    const stream = packedZeros();
    const megabytes = MOST_ZEROS - 16 + roll(16);
    const part = stream.subarray(0, Math.ceil((stream.length * megabytes) / MOST_ZEROS));
    return { what: "bomb", bytes: part10(SYNTAX.deflated, part), from: 0, isTold: true };
  },
  deflate: (whole, file, roll) => {
    const stream = new Uint8Array(deflateRawSync(whole.subarray(file.dataSet)));
    const at = roll(stream.length);
    stream[at] = (stream[at] as number) ^ (1 << roll(8));
    return { what: `deflate at ${at}`, bytes: part10(SYNTAX.deflated, stream), from: 0, isTold: false };
  },
  charset: (whole, file, roll) => {
    const row = file.elements.tag.indexOf(0x00080005);
    if (row < 0 || roll(2)) return null;
    const at = valueOffset(file.elements, row);
    const length = (file.elements.valueEnd[row] as number) - at;
    const lie = ["ISO_IR 192", "ISO_IR 13", "\\ISO 2022 IR 87", NO_TERM, "GB18030"][roll(5)] as string;
    const term = lie.padEnd(length).slice(0, length);
    return {
      what: `charset ${lie}`,
      bytes: changed(
        whole,
        at,
        [...term].map((one) => one.charCodeAt(0)),
      ),
      from: at - 8,
      isTold: length > 0 && lie === NO_TERM,
    };
  },
};

/** Rare ones are slow ones. */
const NAMES = Object.keys(DAMAGES).flatMap((name) =>
  name === "bomb" || name === "depth" ? [name] : new Array<string>(8).fill(name),
);

/** One damaged file; null where the dice fell on what this file does not have. */
export function mutate(whole: Uint8Array, file: DicomFile, random: () => number): Mutant | null {
  const roll = (below: number): number => Math.floor(random() * below);
  return (DAMAGES[NAMES[roll(NAMES.length)] as string] as Damage)(whole, file, roll);
}
