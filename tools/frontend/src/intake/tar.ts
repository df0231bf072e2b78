/** The files of a tar archive, listed from its headers; each lies in it as it is. */

import { datum, unmasked } from "../bytes/datum";
import { HEAD_BYTES } from "../detect";
import { readTar, type TarEntry } from "../tar";
import { type Collection, collect, MOST_ITEMS } from "./collection";
import { bytesOf, type Item } from "./item";
import { goesOn, type Watch } from "./watch";

/** @throws Fatal "tar-damaged", "unreadable"; Ended */
export async function openTar(blob: Blob, name: string, watch?: Watch): Promise<Collection> {
  const { entries, faults } = await readTar(blob.size, (at, count) => bytesOf(blob.slice(at, at + count)), {
    most: MOST_ITEMS + 1,
    goesOn: (at) => {
      if (!watch) return;
      goesOn(watch);
      watch.progress?.(at, blob.size);
    },
  });
  const failures = faults.map(({ code, offset, found }) => ({
    code,
    offset,
    values: { found: Number(unmasked(found)) }, // a number of files
  }));
  return collect(
    name,
    entries.map((entry) => itemOf(entry, blob)),
    failures,
  );
}

function itemOf({ name, size, start }: TarEntry, archive: Blob): Item {
  const blob = archive.slice(start, start + size);
  const fault = blob.size < size ? { code: "cut", offset: blob.size, values: { size: blob.size } } : null;
  return {
    path: datum(name),
    size,
    source: { blob },
    head: () => bytesOf(blob.slice(0, HEAD_BYTES)),
    open: async () => ({ blob, fault }),
  };
}
