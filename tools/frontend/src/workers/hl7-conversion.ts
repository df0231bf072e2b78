/** Converts a text off the page's thread: HL7 v2 to another HL7 v2 or to another form, and other forms to HL7 v2. */

import { joined } from "../bytes/change";
import { type Hl7Text, parseHl7 } from "../hl7";
import { blockOf } from "../hl7/blocks";
import type { Encoding } from "../hl7/charset";
import { type Choices, choosesNothing } from "../hl7/convert/choices";
import { type Exported, exportText, type Form } from "../hl7/convert/export";
import { importJson } from "../hl7/convert/json-read";
import type { Imported } from "../hl7/convert/reading";
import { type Conversion, convertText, type Progress } from "../hl7/convert/text";
import { importXml } from "../hl7/convert/xml-read";
import { Library, type LibraryText } from "../hl7/library";
import { charsetOf } from "../hl7/message";
import { serve } from "./bridge";
import { readBytes } from "./read/hl7-text";
import { type Written, writtenOf } from "./read/start";

export type ConvertQuestion =
  | {
      readonly blob: Blob;
      readonly choices: Choices;
      readonly form: "hl7" | Form;
      /** Needed for v2.xml and CSV. */
      readonly library: LibraryText | null;
    }
  | { readonly blob: Blob; readonly from: "json" | "xml"; readonly decoded: boolean };

export interface ConvertAnswer extends Written {
  /** What was changed, in HL7 v2 itself. */
  readonly conversion: Conversion | null;
  /** What another form has, and has not. */
  readonly exported: Exported | null;
  readonly imported: Imported | null;
}

/** The texts never change: whichever come first are the ones. */
let library: Library | null = null;
/** JSON needs none. */
const NO_LIBRARY = new Library({ versions: [], tables: "" });

serve<ConvertQuestion, ConvertAnswer>(async (question, progress) => {
  const bytes = await readBytes(question.blob);
  if ("from" in question) {
    const result = new Result();
    const imported =
      question.from === "json"
        ? importJson(bytes, question, result.write, progress)
        : importXml(bytes, result.write, progress);
    return { ...result.finish("utf-8"), conversion: null, exported: null, imported };
  }
  if (question.library) library ??= new Library(question.library);
  const text = parseHl7(bytes);
  return question.form === "hl7"
    ? converted(text, question.choices, progress)
    : exported(text, question.choices, question.form, library ?? NO_LIBRARY, progress);
});

function converted(text: Hl7Text, choices: Choices, progress: Progress): ConvertAnswer {
  const result = new Result();
  const conversion = convertText(text, choices, result.write, progress);
  const first = blockOf(text.blocks, 0);
  const kept = first ? charsetOf(text, first).encoding : "utf-8";
  const encoding = choices.charset === "keep" ? kept : choices.charset;
  return { ...result.finish(encoding), conversion, exported: null, imported: null };
}

/** Repairs come first; what they do is said too. */
function exported(
  text: Hl7Text,
  choices: Choices,
  form: Form,
  known: Library,
  progress: Progress,
): ConvertAnswer {
  let source = text;
  let conversion: Conversion | null = null;
  if (!choosesNothing(choices)) {
    const repaired = new Result();
    conversion = convertText(text, choices, repaired.write);
    source = parseHl7(repaired.bytes);
  }
  const result = new Result();
  const found = exportText(source, form, known, result.write, progress);
  return { ...result.finish("utf-8"), conversion, exported: found, imported: null };
}

class Result {
  readonly #pieces: Uint8Array[] = [];

  readonly write = (piece: Uint8Array): void => {
    this.#pieces.push(piece);
  };

  get bytes(): Uint8Array {
    return joined(this.#pieces);
  }

  finish(encoding: Encoding): Written {
    return writtenOf(this.#pieces, encoding);
  }
}
