/** What an acknowledgement says: MSA, and ERR in the form of its version. */

import { type Datum, datum } from "../../bytes/datum";
import type { Message } from "../message";
import type { Hl7Text } from "../parse";
import { formatPath, type Path } from "../path";
import { scanOf } from "../scan";
import { eachSegment, type Segment } from "../segments";
import type { Span } from "../standard";
import { readFields, split } from "../tokens";
import { readValue } from "../value";

export interface SaidError {
  /** `PID[2]-5.1`, "" where the error has no place, or none that is a path. */
  readonly path: string;
  /** Of the field in the path: `PID-5`. */
  readonly field: { readonly segment: string; readonly position: number } | null;
  readonly code: Datum;
  readonly meaning: Datum;
  readonly severity: Datum;
  /** For people: ERR-8, and what ERR-7 adds. */
  readonly text: Datum;
}

export interface SaidAck {
  readonly code: Datum;
  /** MSH-10 of the message that is acknowledged. */
  readonly controlId: Datum;
  readonly text: Datum;
  readonly errors: readonly SaidError[];
}

const SEGMENT = /^[A-Z][A-Z0-9]{2}$/;

/** Null for a message without MSA. */
export function readAck(text: Hl7Text, message: Message): SaidAck | null {
  const reader = new AckReader(text, message);
  const segments = [...eachSegment(message.segments)];
  const acknowledgment = segments.find(({ id }) => id === "MSA");
  if (!acknowledgment) return null;
  const [code, controlId, said] = [1, 2, 3].map((field) => reader.field(acknowledgment, field));
  return {
    code: datum(code ?? ""),
    controlId: datum(controlId ?? ""),
    text: datum(said ?? ""),
    errors: segments.filter(({ id }) => id === "ERR").flatMap((segment) => reader.errors(segment)),
  };
}

class AckReader {
  readonly #text: Hl7Text;
  readonly #message: Message;

  constructor(text: Hl7Text, message: Message) {
    this.#text = text;
    this.#message = message;
  }

  field(segment: Segment, position: number): string {
    const span = this.#fields(segment)[position - 1];
    return span ? this.#value(span) : "";
  }

  /** One for each repetition of ERR-1, and one for the rest of the segment. */
  errors(segment: Segment): readonly SaidError[] {
    const { component, repetition, subcomponent } = this.#message.block.delimiters;
    const fields = this.#fields(segment);
    const old = fields[0] && fields[0].start < fields[0].end ? this.#split(fields[0], repetition) : [];
    const found = old.map((span): SaidError => {
      const [id, number, field, coded] = this.#split(span, component);
      const place = pathOf([id, number, field].map((part) => (part ? this.#value(part) : "")));
      const [code, meaning] = coded ? this.#split(coded, subcomponent) : [];
      return errorOf(
        place,
        [code, meaning].map((part) => (part ? this.#value(part) : "")),
        "",
        "",
      );
    });
    if (fields.slice(1).every(({ start, end }) => start === end)) return found;
    const coded = this.#parts(fields[2], component);
    const texts = [this.field(segment, 8), this.field(segment, 7)].filter((one) => one !== "").join(" – ");
    const places =
      fields[1] && fields[1].start < fields[1].end ? this.#split(fields[1], repetition) : [undefined];
    return [
      ...found,
      ...places.map((span) =>
        errorOf(pathOf(this.#parts(span, component)), coded, this.field(segment, 4), texts),
      ),
    ];
  }

  #fields({ span }: Segment): readonly Span[] {
    return readFields(scanOf(this.#text), span, this.#message.block.delimiters);
  }

  #split(span: Span, separator: number): readonly Span[] {
    return split(scanOf(this.#text), span, separator);
  }

  #parts(span: Span | undefined, separator: number): readonly string[] {
    return span ? this.#split(span, separator).map((part) => this.#value(part)) : [];
  }

  #value(span: Span): string {
    const { block, charset } = this.#message;
    const reading = { delimiters: block.delimiters, encoding: charset.encoding };
    return readValue(this.#text.bytes, span, reading).text;
  }
}

function errorOf(
  path: Path | null,
  [code = "", meaning = ""]: readonly string[],
  severity: string,
  text: string,
): SaidError {
  return {
    path: path ? formatPath(path) : "",
    field: path?.field ? { segment: path.segment, position: path.field } : null,
    code: datum(code),
    meaning: datum(meaning),
    severity: datum(severity),
    text: datum(text),
  };
}

/** Segment, its number, field, repetition, component, sub-component. */
function pathOf([segment = "", ...rest]: readonly string[]): Path | null {
  if (!SEGMENT.test(segment)) return null;
  const [occurrence, field, repetition, component, subcomponent] = rest.map((part) =>
    /^[1-9]\d{0,5}$/.test(part) ? Number(part) : null,
  );
  return {
    segment,
    occurrence: occurrence ?? 1,
    field: field ?? null,
    repetition: field ? (repetition ?? null) : null,
    component: field ? (component ?? null) : null,
    subcomponent: field && component ? (subcomponent ?? null) : null,
  };
}
