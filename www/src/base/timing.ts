export interface Debounced {
  poke(): void;
  cancel(): void;
  /** Does at once what is due. */
  flush(): void;
}

/** Calls `action` once things have been quiet for `delay_ms`. */
export function debounced(delay_ms: number, action: () => void): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const act = () => {
    cancel();
    action();
  };
  return {
    poke() {
      cancel();
      timer = setTimeout(act, delay_ms);
    },
    cancel,
    flush: () => timer !== undefined && act(),
  };
}

/** Resolves with `"late"` after `delay_ms` unless `promise` settles first. */
export function within<T>(delay_ms: number, promise: Promise<T>): Promise<T | "late"> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), delay_ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Joins calls into one per animation frame. */
export function perFrame(action: () => void): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      action();
    });
  };
}

/** How much longer than its work a paced action rests: clicks and keys get through in between. */
const REST = 3;

/** However long the work took, what is shown is not older than this. */
const REST_MAX_MS = 1000;

/** What the next frame takes to come, however little there is to do. */
const FRAME_MS = 16;

/** Joins calls into one per animation frame, and into fewer where what the action brings about takes long. */
export function paced(action: () => void): () => void {
  let busy = false;
  let again = false;
  const rested = () => {
    busy = false;
    if (again) call();
  };
  const call = () => {
    again = busy;
    if (busy) return;
    busy = true;
    requestAnimationFrame(() => {
      const begun_ms = performance.now();
      action();
      // Effects come right after the action, and painting with the next frame.
      requestAnimationFrame(() => setTimeout(() => setTimeout(rested, Math.min(REST_MAX_MS, REST * (performance.now() - begun_ms - FRAME_MS)))));
    });
  };
  return call;
}
