/**
 * The messages of a text in other forms.
 *
 * | form | holds | the way back |
 * |---|---|---|
 * | `json` | segments, fields, repetitions, components as nested arrays; escape sequences as they are | the same bytes in each segment |
 * | `json-decoded` | the same with escape sequences read | the same values; formatting such as `\.br\` is plain text |
 * | `xml` | v2.xml, one document a line | the same values; empty parts at an end are gone |
 * | `csv` | a line for each value: message, MSH-10, path, name, value | none |
 */

import { csvLine } from "../../bytes/csv";
import { eachBlock } from "../blocks";
import { dictionaryVersion, type Hl7Dictionary } from "../dictionary";
import { writeJson } from "../json";
import type { Library } from "../library";
import { type Message, openBlock } from "../message";
import type { Hl7Text } from "../parse";
import { parsePath } from "../path";
import { Plan } from "../plan";
import { segmentAt } from "../segments";
import { Validator } from "../validate";
import { valuesByPath } from "../values";
import { Output } from "../write";
import { messageXml } from "../xml";
import { PIECE, type Write } from "./gather";
import type { Progress } from "./text";

export const FORMS = ["json", "json-decoded", "xml", "csv"] as const;
export type Form = (typeof FORMS)[number];

export interface Exported {
  readonly messages: number;
  /** Headers and trailers of batches that the form has no place for. */
  readonly envelopes: number;
  /** Lines that are no segment, and segments without a name of HL7's form, which the form has no place for. */
  readonly lines: number;
}

const LINE_FEED = "\n";
const PROGRESS_EVERY = 512;
const SEGMENT_NAME = /^[A-Z][A-Z0-9]{2}$/;
const CSV_HEAD = ["message", "MSH-10", "path", "name", "value"] as const;

export function exportText(
  text: Hl7Text,
  form: Form,
  library: Library,
  write: Write,
  progress?: Progress,
): Exported {
  const output = new Output();
  const forms = new Forms(text, output, library);
  const hasEnvelopes = form === "json" || form === "json-decoded";
  let number = 0;
  let messages = 0;
  let lines = text.blocks.firstLine[0] ?? 0;
  let written = 0;
  if (hasEnvelopes) output.ascii(`[${LINE_FEED}`);
  if (form === "csv") output.ascii(csvLine(CSV_HEAD));
  for (const block of eachBlock(text.blocks)) {
    if (number++ % PROGRESS_EVERY === 0) progress?.(number - 1, text.blocks.count);
    if (block.kind !== "envelope") messages++;
    else if (!hasEnvelopes) continue;
    if (hasEnvelopes) {
      if (written++ > 0) output.ascii(`,${LINE_FEED}`);
      writeJson(output, text, block, { raw: form === "json" });
    } else {
      const message = openBlock(text, block);
      lines += unnamed(message);
      if (form === "xml") forms.xml(message);
      else forms.csv(message, messages);
    }
    if (output.length >= PIECE) write(output.take().slice());
  }
  if (hasEnvelopes) output.ascii(`${LINE_FEED}]${LINE_FEED}`);
  if (output.length > 0) write(output.take().slice());
  return { messages, envelopes: hasEnvelopes ? 0 : number - messages, lines };
}

function unnamed({ segments }: Message): number {
  let count = 0;
  for (let at = 0; at < segments.count; at++)
    if (!SEGMENT_NAME.test(segmentAt(segments, at)?.id ?? "")) count++;
  return count;
}

class Forms {
  readonly #text: Hl7Text;
  readonly #output: Output;
  readonly #library: Library;
  readonly #validators = new Map<string, { plan: Plan; validator: Validator }>();

  constructor(text: Hl7Text, output: Output, library: Library) {
    this.#text = text;
    this.#output = output;
    this.#library = library;
  }

  xml(message: Message): void {
    const { plan, validator } = this.#validatorOf(message);
    this.#output.text(messageXml(this.#text, message, plan.standard, validator) + LINE_FEED);
  }

  csv(message: Message, number: number): void {
    const { dictionary } = this.#validatorOf(message).plan.standard;
    const values = valuesByPath(this.#text, message);
    const id = values.get("MSH-10") ?? "";
    for (const [path, value] of values)
      this.#output.text(csvLine([number, id, path, nameOf(dictionary, path), value ?? '""']));
  }

  #validatorOf({ summary }: Message): { plan: Plan; validator: Validator } {
    const { version } = dictionaryVersion(summary.version);
    const known = this.#validators.get(version);
    if (known) return known;
    const plan = new Plan(this.#library.standard(version));
    const made = { plan, validator: new Validator(plan) };
    this.#validators.set(version, made);
    return made;
  }
}

/** Of the field, and of the component where the path names one. */
function nameOf(dictionary: Hl7Dictionary, text: string): string {
  const path = parsePath(text);
  const field = path?.field ? dictionary.field(path.segment, path.field) : null;
  if (!path || !field) return "";
  const component = path.component ? dictionary.component(field.type, path.component) : null;
  return component ? `${field.name} / ${component.name}` : field.name;
}
