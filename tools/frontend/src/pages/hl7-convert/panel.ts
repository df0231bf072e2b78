/** What the converter's page does not begin with. */

export { ConvertPanel, prepare } from "./convert-panel";
export { ImportBox } from "./import-box";
