/** Rows of a comparison in the page's words, as they may be seen now. */

import { unmasked } from "../../bytes/datum";
import { type ElementEntry, Tag } from "../../dicom";
import type { CompareRow, Said } from "../../dicom/compare";
import { shown } from "../../shell/mask";
import { formatSize } from "../../text/define";
import { t, type ViewTextKey } from "./view-text";

/** Read without colour. */
export const SIGNS: Readonly<Record<CompareRow["kind"], string>> = {
  changed: "≠",
  vr: "≠",
  added: "+",
  removed: "−",
  order: "⇅",
  rewritten: "≈",
  beyond: "…",
  unknown: "?",
  inside: "",
  same: "=",
};

type Entries = ReadonlyMap<number, ElementEntry>;

/** `(0010,0020) Patient ID`, `Item 2` */
export function elementWords({ tag, creator, left, right }: CompareRow, entries: Entries): string {
  const path = (left ?? (right as Said)).path;
  const item = /\[(\d+)\]$/.exec(path)?.[1];
  if (item !== undefined) return t("item", { n: Number(item) });
  const whose = unmasked(creator) === "" ? "" : t("creator", { creator: shown(creator) });
  return [`(${Tag.tagText(tag)})`, entries.get(tag)?.name ?? "", whose]
    .filter((part) => part !== "")
    .join(" ");
}

export const kindWords = ({ kind }: CompareRow): string => t(`kind-${kind}`);

/** What one side says. */
export function quoteOf(said: Said | null): string {
  if (!said) return "";
  if (unmasked(said.value) !== "") return shown(said.value) + (said.isCut ? "…" : "");
  return said.count > 0 && !said.path.endsWith("]") ? t("items", { n: said.count }) : "";
}

/** How long it is, and where it stands. */
export function placeWordsOf(said: Said): string {
  const parts = [
    said.path,
    said.vr === "" ? "" : `${t("vr")} ${said.vr}`,
    said.length < 1024 ? t("bytes", { n: said.length }) : formatSize(said.length),
    said.count > 0 && unmasked(said.value) !== "" ? t("frames", { n: said.count }) : "",
    t("at", { at: said.offset }),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** In what way both sides differ, in a sentence. */
export function howWords({ kind, how, at }: CompareRow): string {
  if (kind === "same" || kind === "inside") return "";
  if (how === "") return t(`how-${kind}` as ViewTextKey);
  const way = t(`how-${how}${at > 0 ? "-at" : ""}` as ViewTextKey, { at });
  return kind === "vr" ? `${t("how-vr")} ${way}` : way;
}
