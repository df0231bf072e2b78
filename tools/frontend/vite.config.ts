import { defineConfig } from "vitest/config";

// `base` is Django's STATIC_URL; django-vite finds the hashed names in the manifest.
export default defineConfig({
  base: "/static/",
  build: {
    manifest: "manifest.json",
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    // Vite's preload polyfill calls fetch(), which the pages' policy forbids; data: copies would hide from the lock.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: { input: ["src/shell.ts", "src/site.ts", "src/admin.css"] },
  },
  worker: { format: "es" },
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
