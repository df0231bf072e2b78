/** What a file is, in a line. */

import { datum, unmasked } from "../../bytes/datum";
import { findElement, Tag } from "../../dicom";
import { withEnglish } from "../../elements/english";
import { shown } from "../../shell/mask";
import type { Inspection } from "../../workers/dicom";
import { formatSize } from "./format";
import { t } from "./text";
import { textAt } from "./values";

/** `CT Image Storage · Explicit VR Little Endian · 9.6 KB` */
export function summary(inspection: Inspection): string {
  const [sopClass, syntax] = kindsOf(inspection);
  const { uids, file } = inspection;
  // A UID that the standard registers says what kind of thing this is, and nothing of anybody: its name stays.
  const nameOf = (uid: string): string => uids.get(uid)?.name ?? shown(datum(uid));
  return [nameOf(sopClass) || t("noClass"), nameOf(syntax) || t("noSyntax"), formatSize(file.size)].join(
    " · ",
  );
}

/** The same, with the standard's names marked as English. */
export function summaryOf(inspection: Inspection): readonly (Node | string)[] {
  const names = kindsOf(inspection).map((uid) => inspection.uids.get(uid)?.name ?? "");
  return withEnglish(summary(inspection), names);
}

const kindsOf = (inspection: Inspection): readonly [sopClass: string, transferSyntax: string] => [
  sopClassOf(inspection),
  inspection.file.transferSyntax,
];

/** The object's own word, or else that of its meta information; "" without either. */
export function sopClassOf(inspection: Inspection): string {
  const uidOf = (tag: number): string =>
    unmasked(textAt(inspection, findElement(inspection.file.elements, tag)));
  return uidOf(Tag.SOP_CLASS_UID) || uidOf(Tag.MEDIA_STORAGE_SOP_CLASS_UID);
}
