/** What is said of digital signatures before a changed file is saved. Nothing is removed, and nothing verified. */

import { pathAlong, type Signature, touchedBy } from "../dicom";
import { defineText } from "../text/define";

const t = defineText({
  en: {
    signature: "Digital signature {path}",
    covers: "covers {n} {n|element|elements}; a change of {n|it|one of them} makes it invalid.",
    broken: "covers {places}: it will not verify any more.",
    pixels: "The pixel data, which it covers too, stay as they are.",
    holds: "does not cover what changes.",
    unknown: "does not say what it covers (Data Elements Signed): take it for invalid after a change.",
    rewritten:
      "was calculated over values in a transfer syntax of its own (0400,0010); the file is in another one now: verify it before you rely on it.",
  },
  de: {
    signature: "Digitale Signatur {path}",
    covers: "deckt {n} {n|Datenelement|Datenelemente}; ändert sich {n|es|eines davon}, wird sie ungültig.",
    broken: "deckt {places}: Sie lässt sich danach nicht mehr bestätigen.",
    pixels: "Die Pixeldaten, die sie auch deckt, bleiben, wie sie sind.",
    holds: "deckt nicht, was sich ändert.",
    unknown:
      "sagt nicht, was sie deckt (Data Elements Signed): Sehen Sie sie nach einer Änderung als ungültig an.",
    rewritten:
      "wurde über Werte in einer eigenen Transfersyntax (0400,0010) berechnet; die Datei hat jetzt eine andere: Prüfen Sie die Signatur, ehe Sie sich darauf verlassen.",
  },
});

/** What was done to a file, or would be. */
export interface Made {
  readonly ways: readonly (readonly number[])[];
  /** All of it was written in another transfer syntax. */
  readonly isRewritten: boolean;
}

const PIXEL_GROUP = 0x7fe0;
/** So many places are named. */
const NAMED = 4;

/** `0008,1140[2] › 0008,1155` */
export const pathText = (path: string): string =>
  path.replace(/([0-9A-F]{4})([0-9A-F]{4})/g, "$1,$2").replaceAll("/", " › ");

/** "Digital signature FFFA,FFFA[1]" */
export const signatureWords = ({ path }: Signature): string => t("signature", { path: pathText(path) });

/** Whether a change touches it, as the rest of a sentence that begins with it. */
export function verdictWords(signature: Signature, { ways, isRewritten }: Made): string {
  const { verdict, covered } = touchedBy(signature, ways);
  const { elements } = signature;
  if (verdict === "broken") {
    const named = covered.slice(0, NAMED).map((way) => pathText(pathAlong(way)));
    const places = [...named, ...(covered.length > NAMED ? ["…"] : [])].join(", ");
    const isOfPixels = elements?.some((tag) => tag >>> 16 === PIXEL_GROUP) ?? false;
    const areTouched = covered.some(([tag = 0]) => tag >>> 16 === PIXEL_GROUP);
    return [t("broken", { places }), ...(isOfPixels && !areTouched ? [t("pixels")] : [])].join(" ");
  }
  if (isRewritten) return t("rewritten");
  if (verdict === "unknown" || elements === null) return t("unknown");
  return ways.length > 0 ? t("holds") : t("covers", { n: elements.length });
}

/** Whether it may be invalid afterwards. */
export const isInDoubt = (signature: Signature, { ways, isRewritten }: Made): boolean =>
  isRewritten || touchedBy(signature, ways).verdict !== "holds";
