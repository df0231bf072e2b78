/** A row with its parts as JSON, for copying. */

import { NotCopied } from "../../elements/copy";
import { seen } from "./masked";
import type { OpenMessage } from "./open-message";
import { t } from "./text";

/** A clipboard that holds more stops the page. */
const MOST_ROWS = 20_000;

interface PartJson {
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly value?: string;
  readonly parts?: readonly PartJson[];
}

/** @throws NotCopied where there are too many parts */
export function rowJson(open: OpenMessage, row: number): string {
  if ((open.tree.last[row] ?? 0) - row > MOST_ROWS) throw new NotCopied(t("tooManyParts", { n: MOST_ROWS }));
  return JSON.stringify(partJson(open, row), null, 2);
}

function partJson(open: OpenMessage, row: number): PartJson {
  const all = Number.POSITIVE_INFINITY;
  const { name } = open.entry(row);
  const named = { path: open.path(row), name, type: open.type(row) };
  if (!open.hasParts(row)) return { ...named, value: seen(open, row, open.value(row, all), all) };
  const parts: PartJson[] = [];
  const past = open.tree.last[row] ?? 0;
  for (let part = row + 1; part < past; part = open.tree.last[part] ?? past) parts.push(partJson(open, part));
  return { ...named, parts };
}
