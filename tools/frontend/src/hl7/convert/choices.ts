/** What a visitor may choose. Whatever is not chosen stays as it is, byte for byte. */

import type { WrittenEncoding } from "../charset-write";

/** What is put right, each by itself. */
export const REPAIRS = [
  "text-before-header",
  "line-prefix",
  "leading-blanks",
  "blank-line",
  "terminator-missing",
  "broken-line",
  "escape-lone",
  "escape-hex",
] as const;
export type Repair = (typeof REPAIRS)[number];

export const TERMINATORS = ["keep", "cr", "lf", "crlf"] as const;
export const FRAMINGS = ["keep", "mllp", "none"] as const;
export const MARKS = ["keep", "add", "remove"] as const;

export interface Choices {
  readonly terminator: (typeof TERMINATORS)[number];
  readonly framing: (typeof FRAMINGS)[number];
  readonly mark: (typeof MARKS)[number];
  readonly repairs: ReadonlySet<Repair>;
  /** "suggested": `|^~\&`, and with the truncation character where there is one. */
  readonly delimiters: "keep" | "suggested";
  readonly charset: "keep" | WrittenEncoding;
}

export const NOTHING_CHOSEN: Choices = {
  terminator: "keep",
  framing: "keep",
  mark: "keep",
  repairs: new Set(),
  delimiters: "keep",
  charset: "keep",
};

export function choosesNothing({
  terminator,
  framing,
  mark,
  repairs,
  delimiters,
  charset,
}: Choices): boolean {
  return (
    [terminator, framing, mark, delimiters, charset].every((choice) => choice === "keep") &&
    repairs.size === 0
  );
}
