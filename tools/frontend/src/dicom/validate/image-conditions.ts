/** Conditions of images: of their pixels, lookup tables, series and frames, each with its clause of PS3.3. */

import { EXTENDED_OFFSET_TABLE, EXTENDED_OFFSET_TABLE_LENGTHS, NUMBER_OF_FRAMES, PIXEL_DATA } from "../tags";
import { type Condition, rows, within } from "./condition";
import {
  above,
  both,
  either,
  HAS_WHOLE_FRAMES,
  has,
  inObject,
  is,
  isFirst,
  isNot,
  isOfClass,
  isWritten,
  lacks,
  pointsTo,
} from "./when";

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

const ACQUIRED: readonly Condition[] = [
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

export const OF_IMAGES: readonly Condition[] = [...PIXELS, ...LOOKUP_TABLES, ...ACQUIRED];
