/** One job at a time; while it runs only the newest of the others waits. */
export class NewestWaits {
  #busy = false;
  #waiting: (() => void) | null = null;
  #drop: (() => void) | null = null;

  /** The job's result, or null when a newer job took its place before it began. */
  async run<T>(job: () => Promise<T>): Promise<T | null> {
    if (this.#busy && !(await this.#turn())) return null;
    this.#busy = true;
    try {
      return await job();
    } finally {
      this.#busy = false;
      const next = this.#waiting;
      this.#waiting = null;
      this.#drop = null;
      next?.();
    }
  }

  #turn(): Promise<boolean> {
    this.#drop?.();
    return new Promise((resolve) => {
      this.#waiting = () => {
        this.#busy = true;
        resolve(true);
      };
      this.#drop = () => resolve(false);
    });
  }
}
