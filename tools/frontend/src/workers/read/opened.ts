/** A DICOM file as its bytes have it, deflated or not: with what browsers inflate with. */

import type { ByteSource } from "../../bytes/source";
import { type OpenedDicom, open, type ParseOptions } from "../../dicom";
import { inflate } from "../inflate";

/** @throws Fatal "empty", "not-dicom", "unreadable" */
export const opened = (source: ByteSource, options: ParseOptions): Promise<OpenedDicom> =>
  open(source, { ...options, inflate });
