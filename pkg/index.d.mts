import type { InitInput, InitOutput } from "./lumen_playground.js";

export * from "./lumen_playground.js";

/** Loads the module once; every other export needs it. Without an argument it is the file beside this one. */
export default function init(source?: InitInput | Promise<InitInput>): Promise<InitOutput>;
