/** A DICOM file as a whole, with all that its values tell: in a worker, whose tables are read once. */

import elementTable from "../../../../dictionaries/data/dicom-elements.tsv?raw";
import privateTable from "../../../../dictionaries/data/dicom-private.tsv?raw";
import type { ByteSource } from "../../bytes/source";
import {
  type DicomFault,
  type DicomFile,
  type ElementDictionary,
  ElementValues,
  open,
  type Previews,
  previewsOf,
  readElementDictionary,
  readPrivateDictionary,
  Tag,
  vrCode,
} from "../../dicom";
import { inflate } from "../inflate";

export interface ReadDicom {
  readonly file: DicomFile;
  /** What offsets count in: the file, or the file with its data set inflated. */
  readonly source: ByteSource;
  readonly values: ElementValues;
  readonly dictionary: ElementDictionary;
  readonly texts: Previews["texts"];
  /** Of structure and of values, by their place. */
  readonly faults: readonly DicomFault[];
  readonly faultsLeftOut: number;
}

/** Told of the structure first, then of the values: of how much of all. */
type Tell = (share: number) => void;

const VR_UN = vrCode("UN");
const HALF = 0.5;

let standard: ElementDictionary | null = null;
let withMakers: ElementDictionary | null = null;

/** The standard's dictionary alone. */
export function standardDictionary(): ElementDictionary {
  standard ??= readElementDictionary(elementTable);
  return standard;
}

/** @throws Fatal "empty", "not-dicom", "unreadable" */
export async function readDicom(packed: ByteSource, tell: Tell = () => undefined): Promise<ReadDicom> {
  const { file, source, dictionary } = await opened(packed, tell);
  const { count } = file.elements;
  const { texts, charsets, faults } = previewsOf(source, file.elements, (row) =>
    tell(HALF + (row / Math.max(count, 1)) * HALF),
  );
  return {
    ...{ file, source, dictionary, texts },
    values: new ElementValues(source, file.elements, charsets),
    faults: [...file.faults, ...faults.all].sort((one, other) => one.offset - other.offset),
    faultsLeftOut: file.faultsLeftOut + faults.leftOut,
  };
}

/**
 * The makers' tables are read where the file does not say the VR of its private elements. They come with this script:
 * asked for only then, the request would tell what kind of file was opened.
 */
async function opened(
  packed: ByteSource,
  tell: Tell,
): Promise<Pick<ReadDicom, "file" | "source" | "dictionary">> {
  const openWith = async (dictionary: ElementDictionary): ReturnType<typeof opened> => {
    const progress = (done: number, total: number): void => tell((done / Math.max(total, 1)) * HALF);
    return { ...(await open(packed, { vrOf: dictionary.vrOf, progress, inflate })), dictionary };
  };
  const plain = await openWith(standardDictionary());
  const { tag, vr } = plain.file.elements;
  if (!tag.some((one, row) => Tag.isPrivate(one) && vr[row] === VR_UN)) return plain;
  withMakers ??= readElementDictionary(elementTable, readPrivateDictionary(privateTable));
  return openWith(withMakers);
}
