/** What is typed becomes bytes: it takes the whole parser, which a page does not begin with. */

export { typedBytes } from "../../hl7";
