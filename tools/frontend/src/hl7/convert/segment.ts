/** The bytes inside a segment under another character set, with other delimiters, or with other escape sequences. */

import { datum } from "../../bytes/datum";
import { Fatal } from "../../bytes/fault";
import type { Block } from "../blocks";
import { decodeBytes, type Encoding, hidesSeparators } from "../charset";
import { encodeBytes, firstUnwritable, WRITTEN, type WrittenEncoding } from "../charset-write";
import { isSegment } from "../content";
import { readEscape } from "../escapes";
import { charsetOf } from "../message";
import type { Hl7Text } from "../parse";
import { placeAt } from "../place";
import { segmentIdAt } from "../segments";
import {
  ABSENT,
  type Delimiters,
  FIRST_BYTE_BEYOND_ASCII,
  HEADERS,
  MESSAGE_HEADER,
  MSH_CHARACTER_SET,
  SEGMENT_ID_LENGTH,
  type Span,
  SUGGESTED_DELIMITERS,
} from "../standard";
import { readFields, split } from "../tokens";
import type { Choices } from "./choices";

export type InsideKind = "delimiters" | "escape-lone" | "escape-hex" | "charset" | "charset-field";
export type InsideEdit = (kind: InsideKind, at: number, past: number, inserted: Uint8Array) => void;

const ROLES = ["field", "repetition", "component", "subcomponent", "escape", "truncation"] as const;
type Role = (typeof ROLES)[number];
/** 2.7.1; the truncation character has a letter from v2.7 on. */
const LETTERS: Readonly<Record<Role, number>> = {
  field: 0x46,
  repetition: 0x52,
  component: 0x53,
  subcomponent: 0x54,
  escape: 0x45,
  truncation: 0x50,
};
const HEXADECIMAL = 0x58;
const TRUNCATION = 0x23;
const SPACE = 0x20;
const TILDE = 0x7e;
const UTF8 = new TextEncoder();

/** Whether anything inside segments is to be another. */
export function changesInside({ charset, delimiters, repairs }: Choices): boolean {
  return (
    charset !== "keep" || delimiters !== "keep" || repairs.has("escape-lone") || repairs.has("escape-hex")
  );
}

/** Writes the segments of one block anew. */
export class SegmentWriter {
  readonly #text: Hl7Text;
  readonly #block: Block;
  readonly #choices: Choices;
  readonly #edit: InsideEdit;
  readonly #source: Encoding;
  readonly #target: WrittenEncoding | null;
  readonly #old: Delimiters;
  readonly #new: Delimiters;
  /** Bytes that are looked at closely. */
  readonly #looked = new Uint8Array(256);
  /** By byte, in the text as it was; in the order in which it is split. */
  readonly #roles = new Map<number, Role>();
  readonly #newRoles = new Map<number, Role>();

  /** @throws Fatal "charset-kept", "delimiter-beyond-ascii" */
  constructor(text: Hl7Text, block: Block, choices: Choices, edit: InsideEdit) {
    this.#text = text;
    this.#block = block;
    this.#choices = choices;
    this.#edit = edit;
    this.#source = charsetOf(text, block).encoding;
    this.#target = choices.charset === "keep" || choices.charset === this.#source ? null : choices.charset;
    this.#old = block.delimiters;
    this.#new = choices.delimiters === "keep" ? this.#old : suggested(this.#old);
    for (const role of ROLES.toReversed()) {
      if (this.#old[role] !== ABSENT) this.#roles.set(this.#old[role], role);
      if (this.#new[role] !== ABSENT) this.#newRoles.set(this.#new[role], role);
    }
    this.#refuse();
    this.#look();
  }

  #refuse(): void {
    const { offset } = this.#block;
    if (hidesSeparators(this.#source) && !this.#target)
      throw new Fatal("charset-kept", offset, this.#where(offset, { charset: this.#source }));
    const isWide = Object.values(this.#new).some((byte) => byte >= FIRST_BYTE_BEYOND_ASCII);
    if (isWide && this.#target) throw new Fatal("delimiter-beyond-ascii", offset, this.#where(offset));
  }

  #look(): void {
    if (this.#target) this.#looked.fill(1, FIRST_BYTE_BEYOND_ASCII);
    const { repairs } = this.#choices;
    const isRewritten = this.#target !== null || repairs.has("escape-lone") || repairs.has("escape-hex");
    if (isRewritten && this.#old.escape !== ABSENT) this.#looked[this.#old.escape] = 1;
    if (this.#isRespelt)
      for (const byte of [...this.#roles.keys(), ...this.#newRoles.keys()]) this.#looked[byte] = 1;
  }

  get #isRespelt(): boolean {
    return ROLES.some((role) => this.#old[role] !== this.#new[role]);
  }

  write(span: Span): void {
    const { bytes } = this.#text;
    const id = segmentIdAt(bytes, span);
    const isOne = isSegment(bytes, span, this.#old.field);
    const isHeader = isOne && HEADERS.has(id);
    const from = isHeader ? this.#header(span) : span.start + (isOne ? SEGMENT_ID_LENGTH : 0);
    const place =
      id === MESSAGE_HEADER && isHeader && this.#choices.charset !== "keep" ? this.#charsetField(span) : null;
    if (!place) {
      this.#part({ start: from, end: span.end });
      return;
    }
    this.#part({ start: from, end: place.at });
    this.#declare(place, span);
    this.#part({ start: place.past, end: span.end });
  }

  /** MSH-1 and MSH-2, which are written as they are; where values begin. */
  #header(span: Span): number {
    const { bytes } = this.#text;
    const fields = readFields(bytes, span, this.#old);
    const end = fields[1]?.end ?? fields[0]?.end ?? span.end;
    const { field, component, repetition, escape: escaping, subcomponent, truncation } = this.#new;
    const all = [field, component, repetition, escaping, subcomponent, truncation];
    if (this.#isRespelt && fields.length > 0)
      this.#edit(
        "delimiters",
        span.start + SEGMENT_ID_LENGTH,
        end,
        Uint8Array.from(all.filter((byte) => byte !== ABSENT)),
      );
    return end;
  }

  #charsetField(span: Span): { readonly at: number; readonly past: number; readonly missing: number } {
    const fields = readFields(this.#text.bytes, span, this.#old);
    const field = fields[MSH_CHARACTER_SET - 1];
    if (!field)
      return { at: span.end, past: span.end, missing: MSH_CHARACTER_SET - Math.max(fields.length, 1) };
    // All of them where one led to kanji: there is nothing left to switch to.
    const [first = field] = hidesSeparators(this.#source)
      ? [field]
      : split(this.#text.bytes, field, this.#old.repetition);
    return { at: first.start, past: first.end, missing: 0 };
  }

  #declare({ at, past, missing }: { at: number; past: number; missing: number }, span: Span): void {
    const { charset } = this.#choices;
    if (charset === "keep") return;
    const wanted = UTF8.encode(WRITTEN[charset]);
    const stands = this.#text.bytes.subarray(at, past);
    if (stands.length === wanted.length && wanted.every((byte, place) => byte === stands[place])) return;
    // A header of nothing but its name has no separators either.
    if (missing > 0 && span.end - span.start <= SEGMENT_ID_LENGTH) return;
    const separators = new Uint8Array(missing).fill(this.#new.field);
    this.#edit("charset-field", at, past, Uint8Array.of(...separators, ...wanted));
  }

  #part(span: Span): void {
    if (hidesSeparators(this.#source) && this.#target) {
      this.#whole(span);
      return;
    }
    const { bytes } = this.#text;
    for (let at = span.start; at < span.end; ) {
      if (this.#looked[bytes[at] as number] === 0) at++;
      else at = this.#sign(at, span.end);
    }
  }

  /** Another byte than most; where it ends. */
  #sign(at: number, end: number): number {
    const { bytes } = this.#text;
    const byte = bytes[at] as number;
    const role = this.#roles.get(byte);
    if (role === "escape") return this.#sequence(at, end);
    // The truncation character stands for itself but for the end of a value, and there it is one.
    if (role)
      return this.#replace("delimiters", at, at + 1, [this.#new[role] === ABSENT ? byte : this.#new[role]]);
    const newRole = this.#newRoles.get(byte);
    if (newRole) return this.#replace("delimiters", at, at + 1, this.#escaped(newRole));
    return byte >= FIRST_BYTE_BEYOND_ASCII ? this.#transcode(at, end) : at + 1;
  }

  #escaped(role: Role): readonly number[] {
    return [this.#new.escape, LETTERS[role], this.#new.escape];
  }

  #sequence(at: number, end: number): number {
    const { bytes } = this.#text;
    const { repairs } = this.#choices;
    const sequence = readEscape(bytes, at, this.#valueEnd(at, end), this.#old);
    const { note } = sequence;
    if (note === "escape-lone") {
      const stays = this.#newRoles.get(this.#old.escape);
      if (repairs.has("escape-lone"))
        this.#edit("escape-lone", at, at + 1, Uint8Array.from(this.#escaped("escape")));
      else if (stays && stays !== "escape") this.#replace("delimiters", at, at + 1, this.#escaped(stays));
      return at + 1;
    }
    const letter = bytes[at + 1] as number;
    const isDelimiter = sequence.end - at === 3 && note === null && Object.values(LETTERS).includes(letter);
    if (isDelimiter) return this.#delimiter(at, sequence.end, sequence.bytes[0] as number);
    if (letter === HEXADECIMAL && note === null) return this.#hexadecimal(at, sequence.end, sequence.bytes);
    this.#replace("delimiters", at, at + 1, [this.#new.escape]);
    this.#part({ start: at + 1, end: sequence.end - 1 });
    return this.#replace("delimiters", sequence.end - 1, sequence.end, [this.#new.escape]);
  }

  /** `\F\`: what it stands for may be a delimiter no longer. */
  #delimiter(at: number, past: number, byte: number): number {
    const role = this.#newRoles.get(byte);
    return this.#replace("delimiters", at, past, role ? this.#escaped(role) : [byte]);
  }

  #hexadecimal(at: number, past: number, meant: readonly number[]): number {
    const isShown = meant.every((byte) => byte >= SPACE && byte <= TILDE);
    if (isShown && this.#choices.repairs.has("escape-hex")) {
      const plain = meant.flatMap((byte) => {
        const role = this.#newRoles.get(byte);
        return role ? this.#escaped(role) : [byte];
      });
      this.#edit("escape-hex", at, past, Uint8Array.from(plain));
      return past;
    }
    const isWide = meant.some((byte) => byte >= FIRST_BYTE_BEYOND_ASCII);
    const written =
      this.#target && isWide ? this.#encoded(Uint8Array.from(meant), at) : Uint8Array.from(meant);
    const isOther = written.length !== meant.length || written.some((byte, place) => byte !== meant[place]);
    const digits = Array.from(written, (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join("");
    if (isOther) {
      this.#edit(
        "charset",
        at,
        past,
        Uint8Array.of(this.#new.escape, ...UTF8.encode(`X${digits}`), this.#new.escape),
      );
      return past;
    }
    this.#replace("delimiters", at, at + 1, [this.#new.escape]);
    return this.#replace("delimiters", past - 1, past, [this.#new.escape]);
  }

  /** A stretch of bytes beyond ASCII. */
  #transcode(at: number, end: number): number {
    const { bytes } = this.#text;
    let past = at + 1;
    while (
      past < end &&
      (bytes[past] as number) >= FIRST_BYTE_BEYOND_ASCII &&
      !this.#roles.has(bytes[past] as number)
    )
      past++;
    this.#edit("charset", at, past, this.#encoded(bytes.subarray(at, past), at));
    return past;
  }

  /** Half a character may look like a separator: the bytes are read as one text. */
  #whole({ start, end }: Span): void {
    const bytes = this.#text.bytes.subarray(start, end);
    const written = this.#encoded(bytes, start);
    const isSame = written.length === bytes.length && written.every((byte, at) => byte === bytes[at]);
    if (!isSame) this.#edit("charset", start, end, written);
  }

  /** @throws Fatal "unwritable", with the place and the character */
  #encoded(bytes: Uint8Array, at: number): Uint8Array {
    const target = this.#target ?? "utf-8";
    const text = decodeBytes(bytes, this.#source);
    const encoded = encodeBytes(text, target);
    if (encoded) return encoded;
    const character = datum(firstUnwritable(text, target) ?? "");
    throw new Fatal("unwritable", at, this.#where(at, { character, charset: WRITTEN[target] }));
  }

  #where<More extends object>(offset: number, more?: More): More & { line: string; column: string } {
    const { line, column } = placeAt(this.#text, offset, this.#source);
    return { ...(more as More), line: String(line), column: String(column) };
  }

  #replace(kind: InsideKind, at: number, past: number, written: readonly number[]): number {
    const { bytes } = this.#text;
    const isSame = written.length === past - at && written.every((byte, place) => byte === bytes[at + place]);
    if (!isSame) this.#edit(kind, at, past, Uint8Array.from(written));
    return past;
  }

  /** One past the value that holds the escape character at `at`: sequences do not cross separators. */
  #valueEnd(at: number, end: number): number {
    const { bytes } = this.#text;
    const { field, repetition, component, subcomponent, escape: escaping } = this.#old;
    for (let next = at + 1; next < end; next++) {
      const byte = bytes[next];
      if (byte === escaping) return next + 1;
      if (byte === field || byte === repetition || byte === component || byte === subcomponent) return next;
    }
    return end;
  }
}

function suggested({ truncation }: Delimiters): Delimiters {
  return { ...SUGGESTED_DELIMITERS, truncation: truncation === ABSENT ? ABSENT : TRUNCATION };
}
