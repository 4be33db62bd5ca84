// The package's one entry: the module's bindings, and an `init` that finds the module by itself in Node too.
import initBindings, { initSync } from "./lumen_playground.js";

export * from "./lumen_playground.js";

/**
 * Loads the module once. Without an argument it is the file beside this one.
 * @param {Parameters<typeof initBindings>[0]} [source]
 */
export default async function init(source) {
  const isNode = typeof process === "object" && typeof process.versions?.node === "string" && process.type !== "renderer";
  if (source !== undefined || !isNode) return initBindings(source);
  // The name stands in a variable so that bundlers for the web leave this import alone.
  const fileSystem = "node:fs/promises";
  const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ fileSystem);
  return initSync({ module: await readFile(new URL("./lumen_playground_bg.wasm", import.meta.url)) });
}
