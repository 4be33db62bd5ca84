// Runs programs again with the module and compares the hashes of their event logs; for Node and for a browser's page.

/** The seed whose random schedule also runs from its journal, like in the native test. */
const REPLAYED_SEED = 1;

/**
 * A line for each run whose event log differs, and how many runs there were.
 * @param {typeof import("../../pkg/index.mjs")} playground
 * @param {{ name: string, source: string, world: string | null, limits: Record<string, number>, runs: [string, number, string][] }[]} programs
 */
export async function runAgain(playground, programs) {
  const differences = [];
  let count = 0;
  const compare = async (run, hash, what) => {
    const { trace_hash } = await run.finished;
    if (trace_hash !== hash) differences.push(`${what}: ${trace_hash} instead of ${hash}`);
    count += 1;
  };
  for (const { name, source, world, limits, runs } of programs) {
    const program = playground.compile(source);
    for (const [mode, seed, hash] of runs) {
      const run = program.start({ mode, seed, limits, ...(world === null ? {} : { world }) });
      await compare(run, hash, `${name} (${mode}, seed ${seed})`);
      if (mode !== "random" || seed !== REPLAYED_SEED) continue;
      const again = playground.replay(run.journal());
      await compare(again, hash, `${name} (from its journal)`);
      if (again.divergence !== null) differences.push(`${name} (from its journal): ${again.divergence.message}`);
    }
    program.free();
  }
  return { count, differences };
}
