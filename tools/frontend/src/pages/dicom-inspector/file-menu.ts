/** Writing the whole file otherwise: its start repaired, or in another transfer syntax. Comes with the detail pane. */

import { RLE_LOSSLESS, type Signature } from "../../dicom";
import type { Correction, Rewriting } from "../../dicom/write";
import { h } from "../../elements/dom";
import { type MenuItem, menuButton } from "../../elements/menu";
import { isInDoubt, type Made, signatureWords, verdictWords } from "../../elements/signature-words";
import type { Fragment } from "../../links/grammar";
import { defineText } from "../../text/define";
import { Cancelled } from "../../workers/bridge";
import { sentence } from "./edit-box";
import type { FileEditor } from "./live";

const t = defineText({
  en: {
    write: "Write anew",
    repair: "Repair preamble and meta information",
    retired: "retired",
    implicit: "private elements lose their VR",
    rle: "RLE becomes native",
  },
  de: {
    write: "Neu schreiben",
    repair: "Präambel und Meta-Informationen reparieren",
    retired: "veraltet",
    implicit: "private Datenelemente verlieren ihre VR",
    rle: "RLE wird nativ",
  },
});

/** PS3.5 A.1, A.2, A.3 and A.5, by the names of PS3.6 A: those that need no image codec. */
const SYNTAXES = [
  { uid: "1.2.840.10008.1.2.1", name: "Explicit VR Little Endian" },
  { uid: "1.2.840.10008.1.2", name: "Implicit VR Little Endian", note: "implicit" },
  { uid: "1.2.840.10008.1.2.1.99", name: "Deflated Explicit VR Little Endian" },
  { uid: "1.2.840.10008.1.2.2", name: "Explicit VR Big Endian", note: "retired" },
] as const;

/** The menu, and where it says why the file is as it was. `stated` is the transfer syntax that it has. */
export function fileMenu(editor: FileEditor, stated: string, place: () => Fragment): HTMLElement {
  const alert = h("p", { className: "note bad", role: "alert", hidden: true });
  const act = (rewriting: Rewriting) => (): void => {
    alert.hidden = true;
    editor.correct(rewriting, place()).catch((error: unknown) => {
      if (error instanceof Cancelled) return;
      alert.textContent = sentence(error);
      alert.hidden = false;
    });
  };
  const items: MenuItem[] = [{ label: t("repair"), act: act({ kind: "repair" }) }];
  for (const { uid, name, ...more } of SYNTAXES) {
    const notes = [...("note" in more ? [t(more.note)] : []), ...(stated === RLE_LOSSLESS ? [t("rle")] : [])];
    const note = notes.join(" · ");
    if (uid !== stated) items.push({ label: name, note, act: act({ kind: "syntax", uid }) });
  }
  return h("span", { className: "row" }, menuButton(t("write"), items), alert);
}

/** What a correction means for signatures. A repaired start is no part of them (PS3.3 C.12.1.1.3.1.1). */
export function madeOf(corrections: readonly (Correction | Rewriting)[]): Made {
  return {
    ways: corrections.flatMap((one) => ("way" in one ? [one.way] : [])),
    isRewritten: corrections.some(({ kind }) => kind === "syntax"),
  };
}

/** A line for each signature: what a change would do, or those that were made have done. Null where there are none. */
export function signatureNote(
  signatures: readonly Signature[],
  { made }: Pick<FileEditor, "made">,
): HTMLElement | null {
  if (signatures.length === 0) return null;
  const all = madeOf(made);
  const lines = signatures.map((one) => h("p", {}, `${signatureWords(one)} ${verdictWords(one, all)}`));
  const isBad = made.length > 0 && signatures.some((one) => isInDoubt(one, all));
  return h("div", { className: isBad ? "note bad" : "note", role: isBad ? "alert" : "note" }, ...lines);
}
