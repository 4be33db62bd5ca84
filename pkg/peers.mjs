// The work of the benchmark programs once more, with promises of JavaScript.

/** What runs beside each program of futures, by its name. */
export const PROMISES = {
  async futures() {
    const work = async (n) => n + 1;
    let total = 0;
    for (let i = 0; i < 100000; i++) total += await work(i);
    return total;
  },
  rendezvous: () => messages(new Channel(0)),
  buffered: () => messages(new Channel(64)),
  joins: () => leaves(15),
  async timers() {
    const clock = new Clock();
    const quicker = async (n) => {
      await Promise.race([clock.sleep((n % 97) + 1), clock.sleep((n % 89) + 1)]);
      return n;
    };
    const all = Promise.all(Array.from({ length: 5000 }, (_, n) => quicker(n)));
    await clock.run();
    return (await all).reduce((sum, n) => sum + n);
  },
};

async function leaves(depth) {
  if (depth === 0) return 1;
  const [left, right] = await Promise.all([leaves(depth - 1), leaves(depth - 1)]);
  return left + right;
}

async function messages(channel) {
  const produce = async () => {
    for (let n = 0; n < 100000; n++) await channel.send(n);
    channel.close();
  };
  const producer = produce();
  let total = 0;
  for (let message = await channel.receive(); message !== null; message = await channel.receive()) total += message;
  await producer;
  return total;
}

/** A channel like Lumen's; at most one waits on each side here, so arrays are quick enough. */
class Channel {
  buffer = [];
  senders = [];
  receivers = [];
  closed = false;

  constructor(capacity) {
    this.capacity = capacity;
  }

  send(value) {
    if (this.receivers.length > 0) this.receivers.shift()(value);
    else if (this.buffer.length < this.capacity) this.buffer.push(value);
    else return new Promise((resolve) => this.senders.push({ value, resolve }));
    return Promise.resolve(null);
  }

  receive() {
    const sender = this.senders.shift();
    if (sender !== undefined) {
      this.buffer.push(sender.value);
      sender.resolve(null);
    }
    if (this.buffer.length > 0) return Promise.resolve(this.buffer.shift());
    if (this.closed) return Promise.resolve(null);
    return new Promise((resolve) => this.receivers.push(resolve));
  }

  close() {
    this.closed = true;
    this.receivers.forEach((resolve) => resolve(null));
  }
}

/** A virtual clock: sleeps by deadline. Between two instants everything that is ready runs, by one turn of Node's loop. */
class Clock {
  now = 0;
  instants = new Map();

  sleep(ms) {
    const deadline = this.now + ms;
    return new Promise((resolve) => {
      const instant = this.instants.get(deadline);
      if (instant === undefined) this.instants.set(deadline, [resolve]);
      else instant.push(resolve);
    });
  }

  async run() {
    while (this.instants.size > 0) {
      this.now = Math.min(...this.instants.keys());
      const instant = this.instants.get(this.now);
      this.instants.delete(this.now);
      instant.forEach((resolve) => resolve(null));
      await new Promise(setImmediate);
    }
  }
}
