/** The heavy tables, as modules that come at idle: asked for before anything is sought, so that no request tells what. */

import { Definitions } from "../../dictionary/definitions";
import { Messages } from "../../dictionary/messages";
import type { Library } from "../../dictionary/sheet-of";
import { loadLibrary } from "../../dictionary/standard";

let loading: Promise<Library> | null = null;

/** Loads once; after a failure the next call tries again. */
export function loadHeavyTables(): Promise<Library> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Library> {
  const [iods, modules, items, library] = await Promise.all([
    import("../../../../dictionaries/data/dicom-iods.tsv?raw"),
    import("../../../../dictionaries/data/dicom-modules.tsv?raw"),
    import("../../../../dictionaries/data/dicom-items.tsv?raw"),
    loadLibrary(),
  ]);
  const texts = { iods: iods.default, modules: modules.default, items: items.default };
  return { definitions: new Definitions(texts), messages: new Messages(library) };
}
