/** Which part of the graph is seen: a point of the graph is drawn at `point * zoom + (x, y)`. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const SMALLEST = 0.02;
const LARGEST = 2;

/** The viewport that shows a whole graph in its middle, never larger than life. */
export function fit(graph: Size, screen: Size): Viewport {
  if (graph.width === 0 || graph.height === 0) return { x: 0, y: 0, zoom: 1 };
  const zoom = clamp(Math.min(screen.width / graph.width, screen.height / graph.height, 1));
  return { x: (screen.width - graph.width * zoom) / 2, y: (screen.height - graph.height * zoom) / 2, zoom };
}

/** Zooms so that what is under a point of the screen stays there. */
export function zoomAt(
  viewport: Viewport,
  factor: number,
  point: { readonly x: number; readonly y: number },
): Viewport {
  const zoom = clamp(viewport.zoom * factor);
  const scale = zoom / viewport.zoom;
  return { x: point.x - (point.x - viewport.x) * scale, y: point.y - (point.y - viewport.y) * scale, zoom };
}

export function pan(viewport: Viewport, dx: number, dy: number): Viewport {
  return { ...viewport, x: viewport.x + dx, y: viewport.y + dy };
}

/** Moves as little as needed for a box of the graph to be seen. */
export function reveal(
  viewport: Viewport,
  box: Size & { readonly x: number; readonly y: number },
  screen: Size,
): Viewport {
  const shift = (start: number, length: number, room: number) => {
    const margin = 16;
    if (start < margin) return margin - start;
    return start + length > room - margin ? Math.max(margin - start, room - margin - start - length) : 0;
  };
  const { x, y, zoom } = viewport;
  const dx = shift(box.x * zoom + x, box.width * zoom, screen.width);
  const dy = shift(box.y * zoom + y, box.height * zoom, screen.height);
  return pan(viewport, dx, dy);
}

/** The viewport that has a point of the graph in its middle. */
export function centre({ zoom }: Viewport, point: { readonly x: number; readonly y: number }, screen: Size): Viewport {
  return { x: screen.width / 2 - point.x * zoom, y: screen.height / 2 - point.y * zoom, zoom };
}

/** What was in the middle of a screen is in the middle of one of another size. */
export function recentre(viewport: Viewport, before: Size, now: Size): Viewport {
  return pan(viewport, (now.width - before.width) / 2, (now.height - before.height) / 2);
}

function clamp(zoom: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, zoom));
}
