/** The package's entry as types: the interface that it is built from, and its loader. */
export * from "../../../src/web/interface";

/** Loads the wasm module; every other export needs it. */
export default function init(): Promise<unknown>;
