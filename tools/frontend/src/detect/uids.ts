/**
 * Names of the UIDs a visitor is most likely to bring (PS3.6 Table A-1), for one sentence before any dictionary is
 * loaded. Others go without a name.
 */

const STORAGE = "1.2.840.10008.5.1.4.1.1.";
const SYNTAX = "1.2.840.10008.1.2";

/** PS3.10 8.6: what a DICOMDIR says it is. */
export const DICOMDIR_CLASS = "1.2.840.10008.1.3.10";

/** By what follows `STORAGE`. */
const SOP_CLASSES: ReadonlyMap<string, string> = new Map([
  ["1", "Computed Radiography Image Storage"],
  ["1.1", "Digital X-Ray Image Storage - For Presentation"],
  ["1.1.1", "Digital X-Ray Image Storage - For Processing"],
  ["1.2", "Digital Mammography X-Ray Image Storage - For Presentation"],
  ["1.2.1", "Digital Mammography X-Ray Image Storage - For Processing"],
  ["1.3", "Digital Intra-Oral X-Ray Image Storage - For Presentation"],
  ["2", "CT Image Storage"],
  ["2.1", "Enhanced CT Image Storage"],
  ["3.1", "Ultrasound Multi-frame Image Storage"],
  ["4", "MR Image Storage"],
  ["4.1", "Enhanced MR Image Storage"],
  ["4.2", "MR Spectroscopy Storage"],
  ["6.1", "Ultrasound Image Storage"],
  ["6.2", "Enhanced US Volume Storage"],
  ["7", "Secondary Capture Image Storage"],
  ["7.1", "Multi-frame Single Bit Secondary Capture Image Storage"],
  ["7.2", "Multi-frame Grayscale Byte Secondary Capture Image Storage"],
  ["7.3", "Multi-frame Grayscale Word Secondary Capture Image Storage"],
  ["7.4", "Multi-frame True Color Secondary Capture Image Storage"],
  ["9.1.1", "12-lead ECG Waveform Storage"],
  ["9.1.2", "General ECG Waveform Storage"],
  ["11.1", "Grayscale Softcopy Presentation State Storage"],
  ["11.2", "Color Softcopy Presentation State Storage"],
  ["12.1", "X-Ray Angiographic Image Storage"],
  ["12.1.1", "Enhanced XA Image Storage"],
  ["12.2", "X-Ray Radiofluoroscopic Image Storage"],
  ["13.1.1", "X-Ray 3D Angiographic Image Storage"],
  ["13.1.3", "Breast Tomosynthesis Image Storage"],
  ["20", "Nuclear Medicine Image Storage"],
  ["66", "Raw Data Storage"],
  ["66.1", "Spatial Registration Storage"],
  ["66.3", "Deformable Spatial Registration Storage"],
  ["66.4", "Segmentation Storage"],
  ["66.5", "Surface Segmentation Storage"],
  ["77.1.1", "VL Endoscopic Image Storage"],
  ["77.1.2", "VL Microscopic Image Storage"],
  ["77.1.4", "VL Photographic Image Storage"],
  ["77.1.5.1", "Ophthalmic Photography 8 Bit Image Storage"],
  ["77.1.5.2", "Ophthalmic Photography 16 Bit Image Storage"],
  ["77.1.5.4", "Ophthalmic Tomography Image Storage"],
  ["77.1.6", "VL Whole Slide Microscopy Image Storage"],
  ["88.11", "Basic Text SR Storage"],
  ["88.22", "Enhanced SR Storage"],
  ["88.33", "Comprehensive SR Storage"],
  ["88.34", "Comprehensive 3D SR Storage"],
  ["88.50", "Mammography CAD SR Storage"],
  ["88.59", "Key Object Selection Document Storage"],
  ["88.67", "X-Ray Radiation Dose SR Storage"],
  ["104.1", "Encapsulated PDF Storage"],
  ["104.2", "Encapsulated CDA Storage"],
  ["104.3", "Encapsulated STL Storage"],
  ["128", "Positron Emission Tomography Image Storage"],
  ["130", "Enhanced PET Image Storage"],
  ["481.1", "RT Image Storage"],
  ["481.2", "RT Dose Storage"],
  ["481.3", "RT Structure Set Storage"],
  ["481.4", "RT Beams Treatment Record Storage"],
  ["481.5", "RT Plan Storage"],
  ["481.8", "RT Ion Plan Storage"],
]);

/** By what follows `SYNTAX`. */
const TRANSFER_SYNTAXES: ReadonlyMap<string, string> = new Map([
  ["", "Implicit VR Little Endian"],
  [".1", "Explicit VR Little Endian"],
  [".1.99", "Deflated Explicit VR Little Endian"],
  [".2", "Explicit VR Big Endian"],
  [".5", "RLE Lossless"],
  [".4.50", "JPEG Baseline (Process 1)"],
  [".4.51", "JPEG Extended (Process 2 and 4)"],
  [".4.57", "JPEG Lossless, Non-Hierarchical (Process 14)"],
  [".4.70", "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])"],
  [".4.80", "JPEG-LS Lossless Image Compression"],
  [".4.81", "JPEG-LS Lossy (Near-Lossless) Image Compression"],
  [".4.90", "JPEG 2000 Image Compression (Lossless Only)"],
  [".4.91", "JPEG 2000 Image Compression"],
  [".4.92", "JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)"],
  [".4.93", "JPEG 2000 Part 2 Multi-component Image Compression"],
  [".4.100", "MPEG2 Main Profile / Main Level"],
  [".4.101", "MPEG2 Main Profile / High Level"],
  [".4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"],
  [".4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"],
  [".4.107", "HEVC/H.265 Main Profile / Level 5.1"],
  [".4.108", "HEVC/H.265 Main 10 Profile / Level 5.1"],
  [".4.201", "High-Throughput JPEG 2000 Image Compression (Lossless Only)"],
  [".4.202", "High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)"],
  [".4.203", "High-Throughput JPEG 2000 Image Compression"],
]);

/** The name of a storage SOP class or transfer syntax; "" for one this table does not have. */
export function uidName(uid: string): string {
  if (uid === DICOMDIR_CLASS) return "Media Storage Directory Storage";
  if (uid.startsWith(STORAGE)) return SOP_CLASSES.get(uid.slice(STORAGE.length)) ?? "";
  return uid.startsWith(SYNTAX) ? (TRANSFER_SYNTAXES.get(uid.slice(SYNTAX.length)) ?? "") : "";
}

/** Every UID of the table. */
export const KNOWN_UIDS: readonly string[] = [
  DICOMDIR_CLASS,
  ...[...SOP_CLASSES.keys()].map((key) => STORAGE + key),
  ...[...TRANSFER_SYNTAXES.keys()].map((key) => SYNTAX + key),
];
