import type { Point } from "./graph-model.ts";
import { pan, type Viewport, zoomAt } from "./viewport.ts";

interface Pointer {
  readonly viewport: () => Viewport;
  readonly move: (viewport: Viewport) => void;
  readonly nodeAt: (point: Point) => string | undefined;
  readonly point: (id: string | undefined) => void;
  /** Where no node is. `undefined`: not over the plane any more. */
  readonly pointBeside: (point: Point | undefined) => void;
  readonly clickBeside: (point: Point) => void;
  readonly open: (id: string, event: MouseEvent) => void;
}

/** A press that moves less than this is a click. */
const CLICK_PX = 4;

/**
 * Drag or wheel moves, the wheel with Ctrl (a pinch is one) zooms, a click on a node opens it.
 *
 * @returns looks again at what is beside the nodes, under a pointer that rests: a browser tells of no move then
 */
export function followPointer(element: HTMLElement, pointer: Pointer): () => void {
  const { viewport, move, nodeAt, point, open } = pointer;
  let from: { x: number; y: number; viewport: Viewport } | undefined;
  let moved = false;
  /** Where the pointer is, while it is over the plane. */
  let last: MouseEvent | undefined;

  const place = (event: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const pointed = (event: MouseEvent, target = event.target) => {
    const node = target instanceof Element ? target.closest<HTMLElement>(".node")?.dataset.id : undefined;
    return node ?? nodeAt(place(event));
  };

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY, viewport: viewport() };
    moved = false;
  });
  element.addEventListener("pointermove", (event) => {
    last = event;
    if (from === undefined) {
      const node = pointed(event);
      pointer.pointBeside(node === undefined ? place(event) : undefined);
      return point(node);
    }
    const dx = event.clientX - from.x;
    const dy = event.clientY - from.y;
    if (!moved && Math.hypot(dx, dy) < CLICK_PX) return;
    if (!moved) element.setPointerCapture(event.pointerId);
    moved = true;
    element.classList.add("dragged");
    move(pan(from.viewport, dx, dy));
  });
  const end = () => {
    from = undefined;
    element.classList.remove("dragged");
  };
  element.addEventListener("pointerup", end);
  element.addEventListener("pointercancel", end);
  element.addEventListener("pointerleave", () => {
    last = undefined;
    pointer.pointBeside(undefined);
    point(undefined);
  });
  element.addEventListener("click", (event) => {
    const id = moved ? undefined : pointed(event);
    if (id !== undefined) open(id, event);
    else if (!moved) pointer.clickBeside(place(event));
  });
  element.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) move(zoomAt(viewport(), Math.exp(-event.deltaY / 200), place(event)));
      else if (event.shiftKey) move(pan(viewport(), -event.deltaY, 0));
      else move(pan(viewport(), -event.deltaX, -event.deltaY));
    },
    { passive: false },
  );

  return () => {
    if (last === undefined || from !== undefined) return;
    const node = pointed(last, document.elementFromPoint(last.clientX, last.clientY));
    pointer.pointBeside(node === undefined ? place(last) : undefined);
  };
}
