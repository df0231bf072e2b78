/**
 * Under which conditions attributes of type 1C and 2C are required, as far as a file alone can tell: written by hand from
 * PS3.3, each with its clause. Of all others nothing is said but that nobody looked.
 *
 * A condition that depends on what happened ("if contrast was given"), on other files or on what is known elsewhere is not
 * here. Nor is what an attribute must not be present for: most conditions end in "may be present otherwise".
 */

import { EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS, NUMBER_OF_FRAMES, PIXEL_DATA } from "../tags";
import {
  above,
  both,
  either,
  HAS_FOREIGN_TEXT,
  HAS_WHOLE_FRAMES,
  has,
  inItem,
  inObject,
  is,
  isEmpty,
  isFirst,
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

export const rows = (clause: string, when: When, ...tags: readonly number[]): readonly Condition[] =>
  within(clause)(when, ...tags);

const SAMPLES_PER_PIXEL = 0x00280002;
const PHOTOMETRIC = 0x00280004;
const BITS_STORED = 0x00280101;
const PIXEL_PRESENTATION = 0x00089205;
const PIXEL_DATA_PROVIDER = 0x00287fe0;
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

/**
 * Modules that ask for a ratio and a method of lossy compression. Segmentations, parametric maps and analyses of volumes do
 * not: there it depends on what the images had that they were made of.
 */
const MAYBE_LOSSY = [
  "Breast Tomosynthesis Contributing Sources",
  "Corneal Topography Map Image",
  "Enhanced CT Image",
  "Enhanced MR Image",
  "Enhanced Mammography Image",
  "Enhanced PET Image",
  "Enhanced US Image",
  "Enhanced XA/XRF Image",
  "Intravascular OCT Image",
  "Ophthalmic Optical Coherence Tomography En Face Image",
  "Ophthalmic Photography Image",
  "Ophthalmic Thickness Map",
  "Ophthalmic Tomography Image",
  "Whole Slide Microscopy Image",
  "X-Ray 3D Angiographic Image Contributing Sources",
  "X-Ray 3D Craniofacial Image Contributing Sources",
  "X-Ray 3D Image",
];
const IS_LOSSY = is(0x00282110, "01");

const PIXELS: readonly Condition[] = [
  /** Planar Configuration */
  ...rows("C.7.6.3", above(SAMPLES_PER_PIXEL, 1), 0x00280006),
  ...rows("C.7.6.3", lacks(PIXEL_DATA_PROVIDER), PIXEL_DATA),
  ...rows("C.7.6.3", isWritten(...JPIP), PIXEL_DATA_PROVIDER),
  /** Lengths are of use where each frame is one fragment; what a frame in several needs depends on the edition. */
  ...rows("C.7.6.3", both(has(EXTENDED_OFFSET_TABLE), HAS_WHOLE_FRAMES), EXTENDED_OFFSET_TABLE_LENGTHS),
  /** Red, Green and Blue Palette Color Lookup Table Descriptor; their data may stand in segments instead. */
  ...inPixels(IS_PALETTE, 0x00281101, 0x00281102, 0x00281103),
  ...inPixels(both(IS_PALETTE, lacks(0x00281221)), 0x00281201),
  ...inPixels(both(IS_PALETTE, lacks(0x00281222)), 0x00281202),
  ...inPixels(both(IS_PALETTE, lacks(0x00281223)), 0x00281203),
  /** Pixel Padding Value goes with Pixel Padding Range Limit, wherever the pixels are. */
  ...rows("C.7.5.1", both(has(0x00280121), either(has(PIXEL_DATA), has(PIXEL_DATA_PROVIDER))), 0x00280120),
  /** Lossy Image Compression Ratio and Method */
  ...within("C.7.6.1.1.5", "DX Image", ...MAYBE_LOSSY)(IS_LOSSY, 0x00282112),
  ...within("C.7.6.1.1.5", ...MAYBE_LOSSY)(IS_LOSSY, 0x00282114),
  /** Pixel Spacing Calibration Description */
  ...rows("10.7", has(0x00280a02), 0x00280a04),
];

const MODALITY_LUT = 0x00283000;
const RESCALE_INTERCEPT = 0x00281052;
const VOI_LUT = 0x00283010;
const WINDOW_CENTER = 0x00281050;

const FOR_PRESENTATION = is(0x00080068, "FOR PRESENTATION");
const inDx = within("C.8.11.3", "DX Image");
const inModalityLut = within("C.11.1", "Modality LUT", "Presentation State Blending");

const LOOKUP_TABLES: readonly Condition[] = [
  ...inModalityLut(lacks(MODALITY_LUT), RESCALE_INTERCEPT),
  /** Rescale Slope and Type */
  ...inModalityLut(has(RESCALE_INTERCEPT), 0x00281053, 0x00281054),
  /** The same, and Presentation LUT Shape: a secondary capture says that its gray is what is shown. */
  ...within("C.8.6.3", "SC Multi-frame Image")(
    both(is(PHOTOMETRIC, "MONOCHROME2"), above(BITS_STORED, 1)),
    RESCALE_INTERCEPT,
    0x00281053,
    0x00281054,
    0x20500020,
  ),
  ...inDx(both(FOR_PRESENTATION, lacks(VOI_LUT)), WINDOW_CENTER),
  ...inDx(both(FOR_PRESENTATION, lacks(WINDOW_CENTER)), VOI_LUT),
  /** Everywhere else it is the VOI LUT Macro that asks, with Window Width. */
  ...rows("C.11.2", lacks(VOI_LUT), WINDOW_CENTER),
  ...rows("C.11.2", lacks(WINDOW_CENTER), VOI_LUT),
  ...rows("C.11.2", has(WINDOW_CENTER), 0x00281051),
];

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
const inXRay = within("C.8.7.2", "X-Ray Acquisition");
const EXPOSURE_TIME = 0x00181150;
const TUBE_CURRENT = 0x00181151;
const EXPOSURE = 0x00181152;
const MR_PULSE_SEQUENCE = [
  0x00180023, 0x00189005, 0x00189008, 0x00189012, 0x00189014, 0x00189015, 0x00189017, 0x00189018, 0x00189024,
  0x00189025, 0x00189029, 0x00189032, 0x00189033, 0x00189093,
];
/** Energy Window, Detector, Phase, Rotation, R-R Interval, Time Slot, Slice, Angular View and Time Slice Vector */
const NM_VECTORS = [
  0x00540010, 0x00540020, 0x00540030, 0x00540050, 0x00540060, 0x00540070, 0x00540080, 0x00540090, 0x00540100,
];

const IMAGES: readonly Condition[] = [
  ...within("C.7.3.1", "General Series")(both(LYING, lacks(0x00540410)), 0x00185100),
  /** Frame Time, Frame Time Vector */
  ...within("C.7.6.5", "Cine")(pointsTo(FRAME_INCREMENT, 0x00181063), 0x00181063),
  ...within("C.7.6.5", "Cine")(pointsTo(FRAME_INCREMENT, 0x00181065), 0x00181065),
  ...within("C.8.6.4", "SC Multi-frame Vector")(pointsTo(FRAME_INCREMENT, 0x00181065), 0x00181065),
  /** Concatenation Frame Offset Number, In-concatenation Number, SOP Instance UID of Concatenation Source */
  ...rows("C.7.6.16", has(CONCATENATION), 0x00209228, 0x00209162, 0x00200242),
  /** Dimension Index Values */
  ...rows("C.7.6.16.2.2", inObject(has(0x00209222)), 0x00209157),
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
  ...within("C.8.5.6", "US Image")(has(NUMBER_OF_FRAMES), FRAME_INCREMENT),
  /** Exposure Time and X-Ray Tube Current, or Exposure; of one alone its other half is asked for, not the whole. */
  ...inXRay(lacks(EXPOSURE), EXPOSURE_TIME, TUBE_CURRENT),
  ...inXRay(lacks(EXPOSURE_TIME, TUBE_CURRENT), EXPOSURE),
  /** Of what was measured, not computed: MR Acquisition Type to Parallel Acquisition */
  ...within("C.8.13.4", "MR Pulse Sequence")(isFirst(0x00080008, "ORIGINAL", "MIXED"), ...MR_PULSE_SEQUENCE),
  /** Fiducial Identifier Code Sequence */
  ...within("C.21.2", "Spatial Fiducials")(lacks(0x00700310), 0x00700311),
  /** Segmentation Fractional Type, Maximum Fractional Value, Segment Algorithm Name */
  ...rows("C.8.20.2", is(0x00620001, "FRACTIONAL"), 0x00620010, 0x0062000e),
  ...rows("C.8.20.4", isNot(0x00620008, "MANUAL"), 0x00620009),
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
  ...PIXELS,
  ...LOOKUP_TABLES,
  ...PATIENT,
  ...IMAGES,
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
