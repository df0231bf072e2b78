/** Why something could not be converted or read, for people. */

import type { Datum } from "../../bytes/datum";
import type { Failure } from "../../bytes/fault";
import { shown } from "../../shell/mask";
import { t } from "./text";

/** What the reader says of JSON and XML itself; the place stands in front. */
const KNOWN: ReadonlySet<string> = new Set([
  "json-end",
  "json-sign",
  "json-kind",
  "json-shape",
  "json-mixed",
  "json-segment",
  "json-deep",
  "json-delimiters",
  "json-control",
  "json-escape",
  "json-line-end",
  "xml-empty",
  "xml-end",
  "xml-text",
  "xml-tag",
  "xml-deep",
  "xml-doctype",
  "xml-entity",
  "xml-mismatch",
  "xml-mixed",
  "xml-name",
  "xml-twice",
  "xml-delimiters",
]);
const OTHERS: ReadonlySet<string> = new Set([
  "unwritable",
  "unwritable-message",
  "charset-kept",
  "charset-unwritten",
  "delimiter-beyond-ascii",
  "not-unicode",
  "unreadable",
]);

/** What the input itself says; the rest is the converter's own words and numbers. */
const QUOTED: ReadonlySet<string> = new Set(["found", "character", "declared"]);
/** Here what was expected is a name out of the input. */
const NAMED: ReadonlySet<string> = new Set(["xml-mismatch", "xml-end"]);

export function sentenceOf({ code, values }: Failure): string {
  const isKnown = KNOWN.has(code);
  if (!isKnown && !OTHERS.has(code)) return t("failed");
  const said = Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isQuoted = QUOTED.has(name) || (name === "expected" && NAMED.has(code));
      return [name, isQuoted ? shown(value as Datum) : String(value)];
    }),
  );
  const sentence = t(code as Parameters<typeof t>[0], said);
  if (!isKnown) return sentence;
  const quote = said["found"] ?? "";
  return [`${t("at", said)}: ${sentence}`, ...(quote === "" ? [] : [t("found", said)])].join(" ");
}
