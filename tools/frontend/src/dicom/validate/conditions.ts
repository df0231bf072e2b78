/**
 * Under which conditions attributes of type 1C and 2C are required, as far as a file alone can tell: written by hand from
 * PS3.3, each with its clause. Of all others nothing is said but that nobody looked.
 *
 * A condition that depends on what happened ("if contrast was given"), on other files or on what is known elsewhere is not
 * here. Nor is what an attribute must not be present for: most conditions end in "may be present otherwise".
 */

import { NUMBER_OF_FRAMES, PIXEL_DATA } from "../tags";
import type { AttributeSet } from "./tables";
import {
  above,
  both,
  either,
  HAS_FOREIGN_TEXT,
  has,
  inObject,
  is,
  isNot,
  isOfClass,
  isWritten,
  lacks,
  pointsTo,
  type When,
} from "./when";

export interface Condition {
  readonly tag: number;
  readonly when: When;
  /** Of PS3.3. */
  readonly clause: string;
  /** The modules in which it holds; all that have the attribute under a condition, where none is named. */
  readonly modules: readonly string[];
}

const within =
  (clause: string, ...modules: readonly string[]) =>
  (when: When, ...tags: readonly number[]): readonly Condition[] =>
    tags.map((tag) => ({ tag, when, clause, modules }));

const rows = (clause: string, when: When, ...tags: readonly number[]): readonly Condition[] =>
  within(clause)(when, ...tags);

const SAMPLES_PER_PIXEL = 0x00280002;
const PHOTOMETRIC = 0x00280004;
const PIXEL_PRESENTATION = 0x00089205;
const PIXEL_DATA_PROVIDER = 0x00287fe0;
const EXTENDED_OFFSETS = 0x7fe00001;
const FRAME_INCREMENT = 0x00280009;
const JPIP = [
  "1.2.840.10008.1.2.4.94",
  "1.2.840.10008.1.2.4.95",
  "1.2.840.10008.1.2.4.204",
  "1.2.840.10008.1.2.4.205",
];

const IS_PALETTE = either(
  is(PHOTOMETRIC, "PALETTE COLOR"),
  inObject(is(PIXEL_PRESENTATION, "COLOR", "MIXED")),
);

const inPixels = within("C.7.6.3", "Image Pixel");

const PIXELS: readonly Condition[] = [
  /** Planar Configuration */
  ...rows("C.7.6.3", above(SAMPLES_PER_PIXEL, 1), 0x00280006),
  ...rows("C.7.6.3", lacks(PIXEL_DATA_PROVIDER), PIXEL_DATA),
  ...rows("C.7.6.3", isWritten(...JPIP), PIXEL_DATA_PROVIDER),
  ...rows("C.7.6.3", has(EXTENDED_OFFSETS), 0x7fe00002),
  /** Red, Green and Blue Palette Color Lookup Table Descriptor; their data may stand in segments instead. */
  ...inPixels(IS_PALETTE, 0x00281101, 0x00281102, 0x00281103),
  ...inPixels(both(IS_PALETTE, lacks(0x00281221)), 0x00281201),
  ...inPixels(both(IS_PALETTE, lacks(0x00281222)), 0x00281202),
  ...inPixels(both(IS_PALETTE, lacks(0x00281223)), 0x00281203),
  /** Pixel Padding Value goes with Pixel Padding Range Limit, Lossy Image Compression Ratio and Method with "01". */
  ...rows("C.7.5.1", both(has(0x00280121), has(PIXEL_DATA)), 0x00280120),
  ...rows("C.7.6.1", is(0x00282110, "01"), 0x00282112, 0x00282114),
];

const MODALITY_LUT = 0x00283000;
const RESCALE_INTERCEPT = 0x00281052;
const VOI_LUT = 0x00283010;
const WINDOW_CENTER = 0x00281050;

const FOR_PRESENTATION = is(0x00080068, "FOR PRESENTATION");
const inDx = within("C.8.11.3", "DX Image");

const LOOKUP_TABLES: readonly Condition[] = [
  ...within("C.11.1", "Modality LUT")(lacks(MODALITY_LUT), RESCALE_INTERCEPT),
  /** Rescale Slope */
  ...within("C.11.1", "Modality LUT")(has(RESCALE_INTERCEPT), 0x00281053),
  /** Window Width */
  ...rows("C.11.2", has(WINDOW_CENTER), 0x00281051),
  ...within("C.11.2", "VOI LUT", "Softcopy VOI LUT")(lacks(VOI_LUT), WINDOW_CENTER),
  ...inDx(both(FOR_PRESENTATION, lacks(VOI_LUT)), WINDOW_CENTER),
  ...inDx(both(FOR_PRESENTATION, lacks(WINDOW_CENTER)), VOI_LUT),
];

const IDENTITY_REMOVED = is(0x00120062, "YES");
const SPECIES = either(isNot(0x00102201, "Homo sapiens"), has(0x00102202));

const PATIENT: readonly Condition[] = [
  ...rows("C.7.1.1", both(IDENTITY_REMOVED, lacks(0x00120064)), 0x00120063),
  ...rows("C.7.1.1", both(IDENTITY_REMOVED, lacks(0x00120063)), 0x00120064),
  /** Patient Breed Description and Code Sequence, Breed Registration Sequence, Responsible Person and Organization */
  ...rows("C.7.1.1", SPECIES, 0x00102293, 0x00102294, 0x00102299),
  ...rows("C.7.1.1", both(SPECIES, lacks(0x00102293)), 0x00102292),
  ...rows("C.7.1.1", SPECIES, 0x00102297),
  /** Responsible Person Role */
  ...rows("C.7.1.1", has(0x00102297), 0x00102298),
  /** Universal Entity ID Type, Local Namespace Entity ID */
  ...rows("10.17", has(0x00400032), 0x00400033),
  ...rows("10.17", lacks(0x00400032), 0x00400031),
  /** Of a person: Institution Name or Code Sequence */
  ...rows("10.1", lacks(0x00080082), 0x00080080),
];

/** PS3.3 C.7.3.1.1.2: CT, MR, and their enhanced ones. */
const LYING = isOfClass(
  "CT|MR|Enhanced CT|Enhanced MR",
  "1.2.840.10008.5.1.4.1.1.2",
  "1.2.840.10008.5.1.4.1.1.4",
  "1.2.840.10008.5.1.4.1.1.2.1",
  "1.2.840.10008.5.1.4.1.1.4.1",
  "1.2.840.10008.5.1.4.1.1.4.2",
  "1.2.840.10008.5.1.4.1.1.4.3",
);
const CONCATENATION = 0x00209161;
const DOSE_GRID = has(PIXEL_DATA);

const inMr = within("C.8.3.1", "MR Image");
const inDose = within("C.8.8.3", "RT Dose");
/** Energy Window, Detector, Phase, Rotation, R-R Interval, Time Slot, Slice, Angular View and Time Slice Vector */
const NM_VECTORS = [
  0x00540010, 0x00540020, 0x00540030, 0x00540050, 0x00540060, 0x00540070, 0x00540080, 0x00540090, 0x00540100,
];

const IMAGES: readonly Condition[] = [
  ...within("C.7.3.1", "General Series")(both(LYING, lacks(0x00540410)), 0x00185100),
  /** Frame Time, Frame Time Vector */
  ...within("C.7.6.5", "Cine")(pointsTo(FRAME_INCREMENT, 0x00181063), 0x00181063),
  ...rows("C.7.6.5", pointsTo(FRAME_INCREMENT, 0x00181065), 0x00181065),
  /** Concatenation Frame Offset Number, In-concatenation Number, SOP Instance UID of Concatenation Source */
  ...rows("C.7.6.16", has(CONCATENATION), 0x00209228, 0x00209162, 0x00200242),
  /** Inversion Time, Repetition Time, Trigger Time */
  ...inMr(is(0x00180020, "IR"), 0x00180082),
  ...inMr(either(isNot(0x00180020, "EP"), is(0x00180021, "SK")), 0x00180080),
  ...inMr(is(0x00180022, "CG", "PPG"), 0x00181060),
  ...NM_VECTORS.flatMap((vector) => rows("C.8.4.8", pointsTo(FRAME_INCREMENT, vector), vector)),
  ...inDose(DOSE_GRID, SAMPLES_PER_PIXEL, PHOTOMETRIC, 0x00280100, 0x00280101, 0x00280102, 0x00280103),
  /** Dose Grid Scaling, Grid Frame Offset Vector */
  ...inDose(DOSE_GRID, 0x3004000e),
  ...inDose(both(DOSE_GRID, pointsTo(FRAME_INCREMENT, 0x3004000c)), 0x3004000c),
  /** Frame Increment Pointer; what the Multi-frame Module says of it does not hold here (`overridden`). */
  ...within("C.8.6.3", "SC Multi-frame Image")(above(NUMBER_OF_FRAMES, 1), FRAME_INCREMENT),
  /** Fiducial Identifier Code Sequence */
  ...within("C.21.2", "Spatial Fiducials")(lacks(0x00700310), 0x00700311),
  /** Segmentation Fractional Type, Maximum Fractional Value, Segment Algorithm Name */
  ...rows("C.8.20.2", is(0x00620001, "FRACTIONAL"), 0x00620010, 0x0062000e),
  ...rows("C.8.20.2", isNot(0x00620008, "MANUAL"), 0x00620009),
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
const BOX = 0x00700010;
const ANCHOR = 0x00700014;

const PRESENTATION: readonly Condition[] = [
  ...rows("C.7.6.11", is(SHUTTER, "RECTANGULAR"), 0x00181602, 0x00181604, 0x00181606, 0x00181608),
  ...rows("C.7.6.11", is(SHUTTER, "CIRCULAR"), 0x00181610, 0x00181612),
  ...rows("C.7.6.11", is(SHUTTER, "POLYGONAL"), 0x00181620),
  /** Presentation Pixel Spacing or Aspect Ratio, Magnification Ratio */
  ...rows("C.10.4", is(PRESENTATION_SIZE, "TRUE SIZE"), 0x00700101),
  ...rows("C.10.4", lacks(0x00700101), 0x00700102),
  ...rows("C.10.4", is(PRESENTATION_SIZE, "MAGNIFY"), 0x00700103),
  /** Of a text: a box with its units and its justification, or an anchor with units and visibility */
  ...within("C.10.5", "Graphic Annotation")(lacks(ANCHOR), BOX, 0x00700011),
  ...within("C.10.5", "Graphic Annotation")(lacks(BOX), ANCHOR),
  ...rows("C.10.5", has(BOX), 0x00700003, 0x00700012),
  ...rows("C.10.5", has(ANCHOR), 0x00700004, 0x00700015),
];

const CHANNEL_SENSITIVITY = 0x003a0210;

const SELECTOR_VR = 0x00720050;
/** PS3.3 C.23.4.1.1: the attribute that holds a value to compare with, by its VR. */
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
  /** Specific Character Set */
  ...within("C.12.1", "SOP Common")(HAS_FOREIGN_TEXT, 0x00080005),
  /** Channel Sensitivity Units, Correction Factor, Baseline */
  ...rows("C.10.9", has(CHANNEL_SENSITIVITY), 0x003a0211, 0x003a0212, 0x003a0213),
  /** Verifying Observer Sequence */
  ...rows("C.17.2", is(0x0040a493, "VERIFIED"), 0x0040a073),
  /** Rational Denominator Value */
  ...rows("C.18.1", has(0x0040a162), 0x0040a163),
  ...SELECTOR_VALUES.flatMap(([vr, tag]) => rows("C.23.4.2.1", is(SELECTOR_VR, vr), tag)),
];

const TYPED = "C.17.3";
const VALUE_TYPE = 0x0040a040;
const CONCEPT_NAME = 0x0040a043;

/**
 * Content items: one macro for each value type, which the tables have all at once. What is of type 1 there is required in
 * items of that value type alone.
 */
const CONTENT_ITEMS: readonly Condition[] = [
  ...rows(TYPED, is(VALUE_TYPE, "COMPOSITE", "IMAGE", "WAVEFORM"), 0x00081199),
  ...rows(TYPED, is(VALUE_TYPE, "CONTAINER"), 0x0040a050),
  ...rows(TYPED, is(VALUE_TYPE, "DATETIME"), 0x0040a120),
  ...rows(TYPED, is(VALUE_TYPE, "DATE"), 0x0040a121),
  ...rows(TYPED, is(VALUE_TYPE, "TIME"), 0x0040a122),
  ...rows(TYPED, is(VALUE_TYPE, "PNAME"), 0x0040a123),
  ...rows(TYPED, is(VALUE_TYPE, "UIDREF"), 0x0040a124),
  ...rows(TYPED, is(VALUE_TYPE, "TCOORD"), 0x0040a130),
  ...rows(TYPED, is(VALUE_TYPE, "TEXT"), 0x0040a160),
  ...rows(TYPED, is(VALUE_TYPE, "CODE"), 0x0040a168),
  ...rows(TYPED, is(VALUE_TYPE, "NUM"), 0x0040a300),
  ...rows(TYPED, is(VALUE_TYPE, "NUMERIC"), 0x0040a30a, 0x004008ea),
  ...rows(TYPED, is(VALUE_TYPE, "SCOORD", "SCOORD3D"), 0x00700022, 0x00700023),
  ...rows(TYPED, is(VALUE_TYPE, "SCOORD3D"), 0x30060024),
  ...rows(TYPED, is(VALUE_TYPE, "TABLE"), 0x0040a801),
  ...rows(
    TYPED,
    is(VALUE_TYPE, "TEXT", "NUM", "CODE", "DATETIME", "DATE", "TIME", "UIDREF", "PNAME"),
    CONCEPT_NAME,
  ),
  /** An item that refers to another has no value of its own. */
  ...rows(TYPED, lacks(0x0040db73), VALUE_TYPE),
];

/** Every condition that is looked at, for a page that says which. */
export const CONDITIONS: readonly Condition[] = [
  ...PIXELS,
  ...LOOKUP_TABLES,
  ...PATIENT,
  ...IMAGES,
  ...CODES,
  ...PRESENTATION,
  ...OTHERS,
];

const BY_TAG = grouped(CONDITIONS);
const OF_CONTENT_ITEMS = grouped(CONTENT_ITEMS);

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

/**
 * The same for an attribute of a content item: of a data set whose definition has a Value Type. The title of an
 * encapsulated document is no content item's concept, though it is the same element: type 2 (C.24.2).
 */
export function contentCondition(tag: number, definition: AttributeSet): Condition | undefined {
  const isTitle = tag === CONCEPT_NAME && definition.get(tag)?.type === "2";
  return definition.has(VALUE_TYPE) && !isTitle ? OF_CONTENT_ITEMS.get(tag)?.[0] : undefined;
}
