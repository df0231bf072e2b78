/** The menu that saves a tool's whole result as a file. Masked where the page masks. */

import { masking } from "../shell/mask";
import { defineText } from "../text/define";
import { h } from "./dom";
import { later } from "./idle";
import { menuButton } from "./menu";
import type { Report, ReportForm } from "./report-text";

export type { Report } from "./report-text";

const t = defineText({
  en: {
    download: "Download report",
    text: "Text",
    writing: "Writing: {percent} %",
    failed: "The part of this page that writes reports could not be loaded. Try again.",
  },
  de: {
    download: "Bericht herunterladen",
    text: "Text",
    writing: "Wird geschrieben: {percent} %",
    failed:
      "Der Teil dieser Seite, der Berichte schreibt, ließ sich nicht laden. Versuchen Sie es noch einmal.",
  },
});

const writer = later(() => import("./report-text"));

/** What a tool says of its result; whether it is masked and in which language, the page knows. */
export type ReportContent = Omit<Report, "isMasked" | "language">;

/** The menu; `name` is the file's without ending, and holds nothing of what was opened. */
export function reportMenu(name: string, report: () => ReportContent): HTMLElement {
  const status = h("span", { className: "muted", role: "status" });
  const save = async (form: ReportForm): Promise<void> => {
    const whole = { ...report(), isMasked: masking.on, language: document.documentElement.lang };
    const loaded = await writer().catch(() => null);
    if (!loaded) {
      status.textContent = t("failed");
      return;
    }
    const pieces: string[] = [];
    const all = loaded.pieceCount(whole);
    for (const piece of loaded.reportPieces(whole, form)) {
      pieces.push(piece);
      status.textContent = t("writing", { percent: Math.floor((pieces.length / all) * 100) });
      await new Promise((go) => setTimeout(go)); // the page stays free
    }
    saveFile(`${name}.${form}`, new Blob(pieces, { type: MIME[form] }));
    status.textContent = loaded.doneWords(whole);
  };
  const item = (label: string, form: ReportForm): { label: string; act(): void } => ({
    label,
    act: () => void save(form),
  });
  const items = [
    item("HTML", "html"),
    item("CSV", "csv"),
    item("Markdown", "md"),
    item("JSON", "json"),
    item(t("text"), "txt"),
  ];
  return menuButton(t("download"), items, status);
}

const MIME: Readonly<Record<ReportForm, string>> = {
  html: "text/html;charset=utf-8",
  csv: "text/csv;charset=utf-8",
  md: "text/plain;charset=utf-8",
  json: "application/json",
  txt: "text/plain;charset=utf-8",
};

/** The browser needs the address until it has begun to write. */
const KEPT_MS = 60_000;

/** `name` says nothing of what was opened. */
export function saveFile(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
