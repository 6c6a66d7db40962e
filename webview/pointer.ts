import { pan, type Viewport, zoomAt } from "./viewport.ts";

interface Pointer {
  readonly viewport: () => Viewport;
  readonly move: (viewport: Viewport) => void;
  readonly point: (family: string | undefined) => void;
  readonly open: (family: string) => void;
}

/** A press that moves less than this is a click. */
const CLICK_PX = 4;

/** Drag or wheel moves, the wheel with Ctrl (a pinch is one) zooms, a click on a node opens its code. */
export function followPointer(element: HTMLElement, { viewport, move, point, open }: Pointer): void {
  let from: { x: number; y: number; viewport: Viewport } | undefined;
  let moved = false;

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY, viewport: viewport() };
    moved = false;
  });
  element.addEventListener("pointermove", (event) => {
    if (from === undefined) return point(familyAt(event.target));
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
  element.addEventListener("pointerleave", () => point(undefined));
  element.addEventListener("click", ({ target }) => {
    const family = familyAt(target);
    if (family !== undefined && !moved) open(family);
  });
  element.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      if (event.ctrlKey || event.metaKey) move(zoomAt(viewport(), Math.exp(-event.deltaY / 200), at));
      else if (event.shiftKey) move(pan(viewport(), -event.deltaY, 0));
      else move(pan(viewport(), -event.deltaX, -event.deltaY));
    },
    { passive: false },
  );
}

function familyAt(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>(".node")?.dataset.family : undefined;
}
