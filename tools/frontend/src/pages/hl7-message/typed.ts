/**
 * What the editor needs of the parser: the text of a message and the way back to its bytes, and bytes of what is typed. A
 * page does not begin with it.
 */

export { firstUnwritable, Projection, typedBytes } from "../../hl7";
