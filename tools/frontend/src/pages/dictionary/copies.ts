/** What can be copied of an entry: its code, itself as text or Markdown, a link. */

import type { Entry } from "../../dictionary/entries";
import type { Sheet } from "../../dictionary/sheet";
import { sheetMarkdown, sheetText, titleOf } from "../../dictionary/sheet-text";
import { permanentAddress } from "../../dictionary/sheet-view";
import { t as word } from "../../dictionary/text";
import { copyMenu } from "../../elements/copy";
import type { Fragment } from "../../links/grammar";
import { t } from "./text";

export function entryCopies(entry: Entry, sheet: Sheet, place: Fragment): HTMLElement {
  const address = permanentAddress(entry);
  const facts = sheet.facts.map(([term, cell]) => [term, cell.text] as const);
  const { kind, key, name } = entry;
  return copyMenu({
    value: () => titleOf(entry),
    path: "",
    place,
    columns: [t("kind"), t("code"), t("name"), ...facts.map(([term]) => term)],
    cells: () => [word(kind), key, name, ...facts.map(([, text]) => text)],
    json: () => JSON.stringify({ kind, key, name, address, ...Object.fromEntries(facts) }, null, 2),
    more: [
      { label: t("text"), text: () => sheetText(entry, sheet, address) },
      { label: t("markdown"), text: () => sheetMarkdown(entry, sheet, address) },
    ],
  });
}
