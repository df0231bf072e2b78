/**
 * Under which conditions attributes of type 1C and 2C are required, as far as a file alone can tell: written by hand from
 * PS3.3, each with its clause. Of all others nothing is said but that nobody looked.
 *
 * A condition that depends on what happened ("if contrast was given"), on other files or on what is known elsewhere is not
 * here. Nor is what an attribute must not be present for: most conditions end in "may be present otherwise".
 */

import { type Condition, rows, within } from "./condition";
import { OF_IMAGES } from "./image-conditions";
import { both, either, HAS_FOREIGN_TEXT, has, inItem, is, isEmpty, isNot, lacks } from "./when";

const IDENTITY_REMOVED = is(0x00120062, "YES");
const SPECIES_CODES = 0x00102202;
/** PS3.16 CID 7454 has mankind among the species, so that a species is there says nothing. */
const HUMAN_CODES = ["337915000", "L-85003"];
const HUMAN_WORDS = ["Homo sapiens", "homo sapiens", "HOMO SAPIENS", "Human", "human", "HUMAN"];
const IS_ANIMAL = either(
  inItem(SPECIES_CODES, isNot(0x00080100, ...HUMAN_CODES)),
  both(lacks(SPECIES_CODES), isNot(0x00102201, ...HUMAN_WORDS)),
);

const PATIENT: readonly Condition[] = [
  ...rows("C.7.1.1", both(IDENTITY_REMOVED, lacks(0x00120064)), 0x00120063),
  ...rows("C.7.1.1", both(IDENTITY_REMOVED, lacks(0x00120063)), 0x00120064),
  /** Patient Breed Code Sequence, Breed Registration Sequence, Responsible Person and Organization; Breed Description */
  ...rows("C.7.1.1", IS_ANIMAL, 0x00102293, 0x00102294, 0x00102297, 0x00102299),
  ...rows("C.7.1.1", both(IS_ANIMAL, isEmpty(0x00102293)), 0x00102292),
  /** Responsible Person Role */
  ...rows("C.7.1.1", has(0x00102297), 0x00102298),
  /** Patient's Alternative Calendar, of a date of birth or of death in it */
  ...rows("C.7.1.1", either(has(0x00100033), has(0x00100034)), 0x00100035),
  /** Universal Entity ID Type, Local Namespace Entity ID */
  ...rows("10.14", has(0x00400032), 0x00400033),
  ...rows("10.14", lacks(0x00400032), 0x00400031),
  /** Of a person: Institution Name or Code Sequence */
  ...rows("10.1", lacks(0x00080082), 0x00080080),
];

const CODE_VALUE = 0x00080100;
const LONG_CODE_VALUE = 0x00080119;
const URN_CODE_VALUE = 0x00080120;
const CONTEXT_IDENTIFIER = 0x0008010f;
const IS_EXTENDED = is(0x0008010b, "Y");

/** PS3.3 8.8: items of code sequences. */
const CODES: readonly Condition[] = [
  ...rows("8.8", lacks(LONG_CODE_VALUE, URN_CODE_VALUE), CODE_VALUE),
  ...rows("8.8", either(has(CODE_VALUE), has(LONG_CODE_VALUE)), 0x00080102),
  /** Mapping Resource, Context Group Version; Local Version, Extension Creator UID */
  ...rows("8.8", has(CONTEXT_IDENTIFIER), 0x00080105, 0x00080106),
  ...rows("8.8", IS_EXTENDED, 0x00080107, 0x0008010d),
];

const SHUTTER = 0x00181600;
const PRESENTATION_SIZE = 0x00700100;
/** Bounding Box Top Left and Bottom Right Hand Corner */
const BOX = 0x00700010;
const BOX_END = 0x00700011;
const ANCHOR = 0x00700014;

const inAnnotation = within("C.10.5", "Graphic Annotation");

const PRESENTATION: readonly Condition[] = [
  ...rows("C.7.6.11", is(SHUTTER, "RECTANGULAR"), 0x00181602, 0x00181604, 0x00181606, 0x00181608),
  ...rows("C.7.6.11", is(SHUTTER, "CIRCULAR"), 0x00181610, 0x00181612),
  ...rows("C.7.6.11", is(SHUTTER, "POLYGONAL"), 0x00181620),
  /** Presentation Pixel Spacing or Aspect Ratio, Magnification Ratio */
  ...rows("C.10.4", is(PRESENTATION_SIZE, "TRUE SIZE"), 0x00700101),
  ...rows("C.10.4", lacks(0x00700101), 0x00700102),
  ...rows("C.10.4", is(PRESENTATION_SIZE, "MAGNIFY"), 0x00700103),
  /** Of a text: a box with its units and its justification, or an anchor with units and visibility */
  ...inAnnotation(either(lacks(ANCHOR), has(BOX_END)), BOX),
  ...inAnnotation(either(lacks(ANCHOR), has(BOX)), BOX_END),
  ...inAnnotation(lacks(BOX, BOX_END), ANCHOR),
  ...inAnnotation(either(has(BOX), has(BOX_END)), 0x00700003),
  ...inAnnotation(has(BOX), 0x00700012),
  ...inAnnotation(has(ANCHOR), 0x00700004, 0x00700015),
  /** On a volume a text is in its box or nowhere. */
  ...within("C.11.28", "Volumetric Graphic Annotation")(has(BOX), BOX_END, 0x00700012),
];

const CHANNEL_SENSITIVITY = 0x003a0210;

const SELECTOR_VR = 0x00720050;
/** PS3.3 C.23.4.2 and 10.26: the attribute that holds a value to compare with, by its VR. */
const SELECTOR_VALUES: readonly (readonly [vr: string, tag: number])[] = [
  ["AE", 0x0072005e],
  ["AS", 0x0072005f],
  ["AT", 0x00720060],
  ["DA", 0x00720061],
  ["CS", 0x00720062],
  ["DT", 0x00720063],
  ["IS", 0x00720064],
  ["LO", 0x00720066],
  ["LT", 0x00720068],
  ["PN", 0x0072006a],
  ["TM", 0x0072006b],
  ["SH", 0x0072006c],
  ["ST", 0x0072006e],
  ["UC", 0x0072006f],
  ["UT", 0x00720070],
  ["DS", 0x00720072],
  ["FD", 0x00720074],
  ["FL", 0x00720076],
  ["UL", 0x00720078],
  ["US", 0x0072007a],
  ["SL", 0x0072007c],
  ["SS", 0x0072007e],
  ["UI", 0x0072007f],
];

const OTHERS: readonly Condition[] = [
  /** Value Type, Continuity of Content */
  ...within("C.24.2", "Encapsulated Document")(has(0x0040a730), 0x0040a040, 0x0040a050),
  /** Specific Character Set */
  ...within("C.12.1", "SOP Common")(HAS_FOREIGN_TEXT, 0x00080005),
  /** Channel Sensitivity Units, Correction Factor, Baseline */
  ...rows("C.10.9", has(CHANNEL_SENSITIVITY), 0x003a0211, 0x003a0212, 0x003a0213),
  /** Verifying Observer Sequence */
  ...rows("C.17.2", is(0x0040a493, "VERIFIED"), 0x0040a073),
  /** Rational Denominator Value */
  ...rows("C.18.1", has(0x0040a162), 0x0040a163),
  ...SELECTOR_VALUES.flatMap(([vr, tag]) => rows("C.23.4.2", is(SELECTOR_VR, vr), tag)),
];

/** Every condition that is looked at, for a page that says which. */
export const CONDITIONS: readonly Condition[] = [
  ...OF_IMAGES,
  ...PATIENT,
  ...CODES,
  ...PRESENTATION,
  ...OTHERS,
];

const BY_TAG = grouped(CONDITIONS);

function grouped(conditions: readonly Condition[]): ReadonlyMap<number, readonly Condition[]> {
  const groups = new Map<number, Condition[]>();
  for (const condition of conditions)
    groups.set(condition.tag, [...(groups.get(condition.tag) ?? []), condition]);
  return groups;
}

/** Under which condition an attribute of a module is required; undefined where nobody wrote one. */
export function conditionFor(tag: number, module: string): Condition | undefined {
  return BY_TAG.get(tag)?.find(({ modules }) => modules.length === 0 || modules.includes(module));
}
