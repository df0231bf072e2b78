/** pydicom's own test files, where its package is installed. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import type { Case } from "./case";

const ROOT = new URL("../../../../../", import.meta.url).pathname;
const LIBRARIES = `${ROOT}.venv/lib`;

function folders(): readonly string[] {
  const given = process.env["PYDICOM_DATA"];
  if (given) return existsSync(given) ? [given] : [];
  if (!existsSync(LIBRARIES)) return [];
  return readdirSync(LIBRARIES)
    .map((name) => `${LIBRARIES}/${name}/site-packages/pydicom/data`)
    .filter((path) => existsSync(path));
}

/** Other files of the package, by how their names end. */
const BY_NAME: readonly (readonly [ending: string, expected: string])[] = [
  [".txt", "text"],
  ["README", "text"],
  [".dump", "text"],
  [".icc", "unknown"],
  [".json", "dicom-json"],
  [".gz", "gzip/dicom"],
];

function expectedOf(path: string, bytes: Uint8Array): string {
  const other = BY_NAME.find(([ending]) => path.endsWith(ending));
  if (other) return other[1];
  const isDirectory = /DICOMDIR[^/]*$/.test(path);
  const hasMagic = String.fromCharCode(...bytes.subarray(128, 132)) === "DICM";
  return isDirectory ? "dicomdir" : hasMagic ? "dicom" : "dicom-bare";
}

export function pydicomCases(): Case[] {
  return folders().flatMap((folder) =>
    ["test_files", "charset_files"].flatMap((name) =>
      readdirSync(`${folder}/${name}`, { recursive: true })
        .map((path) => `${folder}/${name}/${path}`)
        .filter((path) => statSync(path).isFile() && !/\.pyc?$/.test(path))
        .map((path) => {
          const bytes = readFileSync(path);
          return { expected: expectedOf(path, bytes), bytes, note: path.slice(folder.length) };
        }),
    ),
  );
}
