/** Tags and marks this parser knows by name. A tag is one number: group in the high, element in the low 16 bits. */

/** PS3.10 7.1: 128 bytes that mean nothing, then four letters, then the File Meta Information. */
export const PREAMBLE_LENGTH = 128;
export const MAGIC = "DICM";

/** PS3.10 7.1, Table 7.1-1. */
export const META_GROUP = 0x0002;
export const META_GROUP_LENGTH = 0x00020000;
export const MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
export const TRANSFER_SYNTAX_UID = 0x00020010;

/** PS3.7 E.1: the group of command elements. */
export const COMMAND_GROUP = 0x0000;

export const SPECIFIC_CHARACTER_SET = 0x00080005;
export const SOP_CLASS_UID = 0x00080016;
/** PS3.3 C.7.6.3.1: 0 unsigned, 1 two's complement; decides "US or SS". */
export const PIXEL_REPRESENTATION = 0x00280103;
export const NUMBER_OF_FRAMES = 0x00280008;
/** PS3.3 C.7.6.3.1.8 and .9 */
export const EXTENDED_OFFSET_TABLE = 0x7fe00001;
export const EXTENDED_OFFSET_TABLE_LENGTHS = 0x7fe00002;
export const PIXEL_DATA = 0x7fe00010;

/** PS3.5 7.5, Table 7.5-3. Items and delimiters have neither VR nor a place in the order of tags. */
export const DELIMITATION_GROUP = 0xfffe;
export const ITEM = 0xfffee000;
export const ITEM_DELIMITATION = 0xfffee00d;
export const SEQUENCE_DELIMITATION = 0xfffee0dd;

/** PS3.5 7.1.1: a Value Length that says the value runs to a delimiter. */
export const UNDEFINED_LENGTH = 0xffffffff;

/** PS3.5 7.8: a group with an odd number is private. */
export function isPrivate(tag: number): boolean {
  return ((tag >>> 16) & 1) === 1;
}

/** PS3.5 7.8.1: (gggg,0010) to (gggg,00FF) reserve blocks of private elements. */
export function isPrivateCreator(tag: number): boolean {
  const element = tag & 0xffff;
  return isPrivate(tag) && element >= 0x0010 && element <= 0x00ff;
}

/** The creator element of a private element's block: (gggg,xxyy) belongs to (gggg,00xx). 0 where there is none. */
export function creatorTag(tag: number): number {
  const block = (tag >>> 8) & 0xff;
  return isPrivate(tag) && block >= 0x10 ? ((tag & 0xffff0000) | block) >>> 0 : 0;
}

/** PS3.5 7.2: (gggg,0000), retired but for groups 0000 and 0002. */
export function isGroupLength(tag: number): boolean {
  return (tag & 0xffff) === 0;
}

/** `00100010`, as in paths and DICOM JSON. */
export function tagHex(tag: number): string {
  return tag.toString(16).toUpperCase().padStart(8, "0");
}

/** `0010,0010`, as in tables. */
export function tagText(tag: number): string {
  const hex = tagHex(tag);
  return `${hex.slice(0, 4)},${hex.slice(4)}`;
}
