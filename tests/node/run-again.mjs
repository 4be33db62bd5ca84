// Runs programs again with the module and compares the hashes of their event logs; for Node and for a browser's page.

/**
 * A line for each run whose event log differs, and how many runs there were.
 * @param {typeof import("../../pkg/index.mjs")} playground
 * @param {{ name: string, source: string, world: string | null, limits: Record<string, number>, runs: [string, number, string][] }[]} programs
 */
export async function runAgain(playground, programs) {
  const differences = [];
  let count = 0;
  for (const { name, source, world, limits, runs } of programs) {
    const program = playground.compile(source);
    for (const [mode, seed, hash] of runs) {
      const { trace_hash } = await program.start({ mode, seed, limits, ...(world === null ? {} : { world }) }).finished;
      if (trace_hash !== hash) differences.push(`${name} (${mode}, seed ${seed}): ${trace_hash} instead of ${hash}`);
      count += 1;
    }
    program.free();
  }
  return { count, differences };
}
