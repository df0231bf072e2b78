/** The pairs to try the tool with, each as a zip archive of two folders. */

export {
  damagedSample,
  nestedSample,
  rewrittenSample,
  seriesSample,
  twiceSample,
} from "../../dicom/sample-pairs";
export { zipPieces } from "../../zip";
