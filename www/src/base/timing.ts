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
