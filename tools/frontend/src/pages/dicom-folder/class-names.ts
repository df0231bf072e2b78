/** SOP classes by their names (PS3.6 A), which are English on every page. */

import uidTable from "../../../../dictionaries/data/dicom-uids.tsv?raw";
import { type Datum, datum, unmasked } from "../../bytes/datum";
import { readUidDictionary } from "../../dicom";

/** Read when the first one is asked for. */
let names: ReturnType<typeof readUidDictionary> | null = null;

/** `CT Image Storage`; the UID itself where nobody has named it. */
export function className(uid: Datum): Datum {
  names ??= readUidDictionary(uidTable);
  const name = names.get(unmasked(uid))?.name;
  return name === undefined ? uid : datum(name);
}
