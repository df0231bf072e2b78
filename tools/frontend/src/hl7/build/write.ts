/** A shape as bytes: with its delimiters, its line ends, in the character set that its header names, perhaps in a frame. */

import { datum } from "../../bytes/datum";
import { Fatal } from "../../bytes/fault";
import type { Encoding } from "../charset";
import { declaredEncoding } from "../charset-choice";
import { encodeBytes, firstUnwritable } from "../charset-write";
import { END_BLOCK, MESSAGE_HEADER, MSH_CHARACTER_SET, START_BLOCK } from "../standard";
import type { Shape, Terminators } from "./edges";
import type { Line } from "./fill";
import { SUGGESTED } from "./fit";
import { respelt } from "./respell";

const ENDS: Readonly<Record<Terminators, readonly string[]>> = {
  cr: ["\r"],
  lf: ["\n"],
  mixed: ["\r", "\n", "\r\n"],
};

/** @throws Fatal "unwritable-built": a character that the message's character set has not */
export function writeShape({ lines, delimiters, terminators }: Shape, framed: boolean): Uint8Array {
  const ends = ENDS[terminators];
  const text = lines.map((line, at) => lineText(line, delimiters) + ends[at % ends.length]).join("");
  const bytes = encoded(text, encodingOf(lines));
  return framed ? Uint8Array.of(START_BLOCK, ...bytes, END_BLOCK, RETURN) : bytes;
}

const RETURN = 0x0d;

/** What MSH-18 names; UTF-8 where it names nothing. */
export function encodingOf([header]: readonly Line[]): Encoding {
  const [first = ""] = (header?.fields[MSH_CHARACTER_SET - 1] ?? "").split("~");
  return declaredEncoding(first) ?? "utf-8";
}

function encoded(text: string, encoding: Encoding): Uint8Array {
  const bytes = encodeBytes(text, encoding);
  if (bytes) return bytes;
  throw new Fatal("unwritable-built", -1, {
    character: datum(firstUnwritable(text, encoding) ?? ""),
    charset: encoding,
  });
}

/** A segment without its end. */
export function lineText({ id, fields }: Line, delimiters = SUGGESTED): string {
  const [separator = ""] = delimiters;
  if (id === MESSAGE_HEADER)
    return [
      id,
      delimiters.slice(1),
      ...fields.slice(2).map((text) => respelt(text, SUGGESTED, delimiters)),
    ].join(separator);
  return [id, ...fields.map((text) => respelt(text, SUGGESTED, delimiters))].join(separator);
}
