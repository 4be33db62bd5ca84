import { svelte } from "@sveltejs/vite-plugin-svelte";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The npm package next door; it is built by `cargo xtask build` before the page is. */
const lumenPackage = fileURLToPath(new URL("../pkg/index.mjs", import.meta.url));

export default defineConfig({
  // A relative base: the built page works under any path of any static file server.
  base: "./",
  plugins: [svelte()],
  resolve: { alias: { "lumen-playground": lumenPackage } },
  worker: { format: "es" },
  server: { fs: { allow: [".."] } },
  build: {
    target: "es2023",
    // Fonts and the wasm module stay files, so that a strict content security policy needs no `data:`.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  test: { include: ["src/**/*.test.ts", "lessons/*.test.ts"] },
});
