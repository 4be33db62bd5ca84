import { expect, test } from "vitest";
import { NewestWaits } from "./newest";

/** A job that ends when told to. */
function gate(name: string, log: string[]) {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const job = async () => {
    log.push(`${name} begins`);
    await opened;
    return name;
  };
  return { job, open: () => open() };
}

test("while one job runs only the newest waits", async () => {
  const log: string[] = [];
  const queue = new NewestWaits();
  const [first, second, third] = [gate("first", log), gate("second", log), gate("third", log)];
  const results = [queue.run(first.job), queue.run(second.job), queue.run(third.job)];
  third.open();
  first.open();
  expect(await Promise.all(results)).toEqual(["first", null, "third"]);
  expect(log).toEqual(["first begins", "third begins"]);
});

test("a failing job does not block the next", async () => {
  const queue = new NewestWaits();
  const broken = queue.run(() => Promise.reject(new Error("broken")));
  const next = queue.run(() => Promise.resolve("next"));
  await expect(broken).rejects.toThrow("broken");
  expect(await next).toBe("next");
});
