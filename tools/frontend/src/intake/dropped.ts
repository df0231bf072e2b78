/** What was dropped, pasted or chosen, before anything of it is read. */

/** Taken while the event lasts, since the browser empties it afterwards. */
export interface Dropped {
  readonly entries: readonly FileSystemEntry[];
  readonly files: readonly File[];
}

export function droppedOf({ items, files }: DataTransfer): Dropped {
  const entries = [...items]
    .filter(({ kind }) => kind === "file")
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  return { entries, files: [...files] };
}

/** Whether it is more than one file: a folder is, whatever it holds. */
export const areMany = ({ entries, files }: Dropped): boolean =>
  files.length > 1 || entries.length > 1 || entries.some(({ isDirectory }) => isDirectory);
