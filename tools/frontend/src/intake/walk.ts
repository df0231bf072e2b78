/** Files of a folder: dragged, as the browser hands out its entries; or picked, with their paths. */

import { type Failure, Fatal } from "../bytes/fault";
import { type Collection, collect, MOST_ITEMS } from "./collection";
import type { Dropped } from "./dropped";
import { failedItem, fileItem, type Item } from "./item";
import { goesOn, inFlight, type Watch } from "./watch";

/** Files that were chosen together: the browser knows the path of those in a chosen folder. */
export function pickedCollection(files: readonly File[]): Collection {
  const paths = files.map((file) => file.webkitRelativePath || file.name);
  const root = paths[0]?.includes("/") ? (paths[0].split("/")[0] ?? "") : "";
  const items = files.map((file, index) => fileItem(within(root, paths[index] ?? file.name), file));
  return collect(root, items, []);
}

const within = (root: string, path: string): string =>
  root !== "" && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;

/** One file costs the browser a millisecond or two, however small it is. */
const AT_ONCE = 16;

/** Reads folders through and through; what cannot be read is named. Progress is the number of files so far. */
export async function walk({ entries, files }: Dropped, watch: Watch): Promise<Collection> {
  if (entries.length === 0) return pickedCollection(files);
  const [first] = entries;
  const root = entries.length === 1 && first?.isDirectory ? first.name : "";
  const items: Item[] = [];
  const failures: Failure[] = [];
  const waiting: FileSystemEntry[] = [...entries];
  while (waiting.length > 0 && items.length <= MOST_ITEMS) {
    const batch = waiting.splice(0);
    const found = batch.filter(({ isFile }) => isFile) as FileSystemFileEntry[];
    await inFlight(found.length, AT_ONCE, watch, async (index) => {
      const entry = found[index] as FileSystemFileEntry;
      items.push(await itemOf(entry, within(root, entry.fullPath.slice(1))));
      watch.progress?.(items.length, 0);
    });
    for (const entry of batch.filter(({ isDirectory }) => isDirectory)) {
      goesOn(watch);
      try {
        waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
      } catch {
        failures.push({ code: "folder", offset: -1, values: { name: entry.fullPath.slice(1) } });
      }
    }
  }
  return collect(root, items, failures);
}

async function itemOf(entry: FileSystemFileEntry, path: string): Promise<Item> {
  try {
    return fileItem(path, await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
  } catch {
    return failedItem(path, new Fatal("unreadable"));
  }
}

/** File and Directory Entries API 7.2: a reader answers a hundred at a time, and nothing when it is done. */
async function childrenOf(entry: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = entry.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return children;
    children.push(...batch);
  }
}
