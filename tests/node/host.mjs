// Helpers for tests of host functions.
import { createServer } from "node:http";

/** A promise that never settles. */
export const never = () => new Promise(() => {});

/** Resolves after so many milliseconds. */
export const pause = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

/** A promise with its functions. */
export function deferred() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** A local server; `answer` gets request and response. Its connections end with it. */
export async function serve(answer) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}
