/** What runs in Node instead of a browser: the command line, and the parsers for tests and measurements. */

import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "dist-node",
    emptyOutDir: true,
    target: "node20",
    minify: false,
    ssr: true,
    rollupOptions: {
      input: {
        dicom: "src/cli/dicom.ts",
        core: "src/dicom/index.ts",
        hl7: "src/cli/hl7.ts",
        "hl7-core": "src/cli/hl7-core.ts",
      },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js" },
    },
  },
});
