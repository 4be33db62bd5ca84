/** Turns pointers and wheels into hover, click, pan, zoom and scrub. Knows pixels only. */
export interface GestureEvents {
  onHover(x: number, y: number): void;
  onLeave(): void;
  onClick(x: number, y: number): void;
  onPan(dx: number): void;
  /** A factor above 1 brings things closer. */
  onZoom(x: number, factor: number): void;
  onScrub(x: number): void;
  /** A press here moves the playback head instead of the view. */
  startsScrub(x: number, y: number): boolean;
}

/** A press that moves less than this is a click. */
const CLICK_SLACK_PX = 4;

/** How strongly a wheel zooms; chosen by feel, close to what maps do. */
const WHEEL_ZOOM = 0.0022;

interface Press {
  x: number;
  y: number;
  moved: boolean;
  scrubs: boolean;
}

export class Gestures {
  readonly #canvas: HTMLCanvasElement;
  readonly #events: GestureEvents;
  readonly #pointers = new Map<number, Press>();
  readonly #listening = new AbortController();

  constructor(canvas: HTMLCanvasElement, events: GestureEvents) {
    this.#canvas = canvas;
    this.#events = events;
    const { signal } = this.#listening;
    canvas.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    canvas.addEventListener("pointermove", (event) => this.#move(event), { signal });
    canvas.addEventListener("pointerup", (event) => this.#up(event), { signal });
    canvas.addEventListener("pointercancel", (event) => this.#pointers.delete(event.pointerId), { signal });
    canvas.addEventListener("pointerleave", () => events.onLeave(), { signal });
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
  }

  destroy(): void {
    this.#listening.abort();
  }

  #at(event: MouseEvent): { x: number; y: number } {
    const box = this.#canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { x, y } = this.#at(event);
    const scrubs = this.#events.startsScrub(x, y);
    this.#pointers.set(event.pointerId, { x, y, moved: false, scrubs });
    this.#canvas.setPointerCapture(event.pointerId);
    if (scrubs) this.#events.onScrub(x);
  }

  #move(event: PointerEvent): void {
    const { x, y } = this.#at(event);
    const press = this.#pointers.get(event.pointerId);
    if (!press) return this.#events.onHover(x, y);
    if (press.scrubs) return this.#events.onScrub(x);
    if (this.#pointers.size === 2) return this.#pinch(event.pointerId, x, y);
    if (!press.moved && Math.hypot(x - press.x, y - press.y) < CLICK_SLACK_PX) return;
    press.moved = true;
    this.#events.onPan(x - press.x);
    press.x = x;
    press.y = y;
  }

  #pinch(pointerId: number, x: number, y: number): void {
    const press = this.#pointers.get(pointerId)!;
    const other = [...this.#pointers].find(([id]) => id !== pointerId)![1];
    const before = Math.abs(press.x - other.x);
    const after = Math.abs(x - other.x);
    press.moved = other.moved = true;
    if (before > 8 && after > 8) this.#events.onZoom((x + other.x) / 2, after / before);
    press.x = x;
    press.y = y;
  }

  #up(event: PointerEvent): void {
    const press = this.#pointers.get(event.pointerId);
    this.#pointers.delete(event.pointerId);
    if (press && !press.moved && !press.scrubs) this.#events.onClick(press.x, press.y);
  }

  /** Plain wheels scroll the rows, as everywhere; with Ctrl they zoom, sideways they pan. */
  #wheel(event: WheelEvent): void {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      this.#events.onZoom(this.#at(event).x, Math.exp(-event.deltaY * unit * WHEEL_ZOOM * (event.deltaMode ? 1 : 2)));
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      this.#events.onPan(-sideways * unit);
    } else {
      return;
    }
    event.preventDefault();
  }
}
