/** What came in as the files of one side, or of two: one module, which the page does not begin with. */

import { unmasked } from "../../bytes/datum";
import { type Collection, collect } from "../../intake/collection";
import { fileItem } from "../../intake/item";
import type { Payload } from "../../shell/tool";

export { nameOf } from "../../intake/item";
export { twoSides } from "./split";

/** A file by itself. */
export const alone = ({ name, blob }: Payload): Collection =>
  collect("", [fileItem(unmasked(name), blob)], []);
