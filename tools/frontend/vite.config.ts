import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { defineConfig } from "vitest/config";

/** Smaller files gain nothing. */
const WORTH_COMPRESSING = 1024;

/** Parsers: they do nothing when they are loaded. */
const PURE = /\/src\/(?:bytes|detect|dicom|hl7|tar|zip)\//;
/** Of what stands behind such a folder's one door, pages and workers load what they use. */
const treeshake = { moduleSideEffects: [{ test: PURE, sideEffects: false }] };

/** Small modules that nearly every other one uses: one file, where each by itself would be one. */
const BASIS =
  /\/src\/(?:bytes\/(?:datum|fault|print)|elements\/(?:breath|dom|english|failure|idle)|keys\/(?:caps|keys)|text\/define)\.ts$/;

/** What takes something out of a page: a tool that has the one and not the other would cost the rest a file more. */
const TAKEN = /\/src\/elements\/(?:copy|report)\.ts$/;

/** Compressed copies beside each file, which the web server sends to browsers that take them. */
function compressed(folder: string) {
  return {
    name: "compressed",
    apply: "build" as const,
    closeBundle(): void {
      for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg|wasm)$/.test(file))) {
        const bytes = readFileSync(`${folder}/${name}`);
        if (bytes.length < WORTH_COMPRESSING) continue;
        writeFileSync(`${folder}/${name}.br`, brotliCompressSync(bytes));
        writeFileSync(`${folder}/${name}.gz`, gzipSync(bytes));
      }
    },
  };
}

// `base` is Django's STATIC_URL; django-vite finds the hashed names in the manifest.
export default defineConfig({
  base: "/static/",
  plugins: [compressed("dist/assets")],
  build: {
    manifest: "manifest.json",
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    // Vite's preload polyfill calls fetch(), which the pages' policy forbids; data: copies would hide from the lock.
    // A list of what each later file needs would stand in every page's first script: with 14 tools a kilobyte. Files name
    // what they need themselves; what CSS they need stays listed.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: ["src/shell.ts", "src/site.ts", "src/admin.css"],
      treeshake,
      output: {
        codeSplitting: {
          groups: [
            { name: "basis", test: BASIS },
            { name: "taken", test: TAKEN },
          ],
        },
      },
    },
  },
  worker: { format: "es", rollupOptions: { treeshake } },
  test: {
    include: ["tests/**/*.test.ts"],
    environment: "node",
    // A process for each core: by itself it would leave one of them to whoever waits at the screen. Not threads, which
    // would hold their memory in common: there are tests that measure theirs.
    pool: "forks",
    maxWorkers: "100%",
    // Far more than any test needs on a busy machine.
    testTimeout: 30_000,
  },
});
