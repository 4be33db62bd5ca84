// The package's one entry: the module's bindings, and an `init` that finds the module by itself in Node too.
import initBindings, { initSync } from "./lumen_playground.js";

export * from "./lumen_playground.js";

/**
 * Loads the module once. Without an argument it is the file beside this one.
 * @param {Parameters<typeof initBindings>[0]} [source]
 */
export default async function init(source) {
  const isNode = typeof process === "object" && typeof process.versions?.node === "string" && process.type !== "renderer";
  const file = new URL("./lumen_playground_bg.wasm", import.meta.url);
  if (source !== undefined || !isNode) return initBindings({ module_or_path: source ?? file });
  // The name is put together here so that bundlers for the web leave this import alone.
  const fileSystem = ["node:fs", "promises"].join("/");
  const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ fileSystem);
  return initSync({ module: await readFile(file) });
}
