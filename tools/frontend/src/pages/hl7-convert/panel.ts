/** What the converter's page does not begin with. */

export { ConvertPanel, prepare } from "./convert-panel";
export { Imports } from "./imports";
