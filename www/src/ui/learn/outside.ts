/** Lessons of this site that are not built in. No other site is ever asked. */
import { fail, messageOf, ok, type Result } from "../../base/result";

/** The text of a lesson on the page's own site. */
export async function fetchLesson(path: string): Promise<Result<string>> {
  const address = addressOf(path);
  if (address?.origin !== location.origin) return fail("It is on another site, and this page asks no other.");
  try {
    const response = await fetch(address, { credentials: "omit", redirect: "error" });
    return response.ok ? ok(await response.text()) : fail(`The site answers ${response.status}.`);
  } catch (thrown) {
    return fail(messageOf(thrown));
  }
}

function addressOf(path: string): URL | null {
  try {
    return new URL(path, location.href);
  } catch {
    return null;
  }
}
