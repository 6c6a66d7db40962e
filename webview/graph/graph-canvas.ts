import { drawScene, type Scene } from "./draw-scene.ts";
import type { Size } from "./graph-model.ts";
import type { Viewport } from "./viewport.ts";

/** So much more than the screen is drawn, on each side, once one has moved: then moving on a little needs no drawing. */
const MARGIN = 0.25;
/** What is drawn is stretched while one zooms, by so much at most, and drawn anew when one has stopped. */
const MOST_STRETCH = 1.6;
const STOPPED_MS = 120;
/** A way back bends out of the graph. */
const AROUND = 200;

interface Drawn {
  readonly viewport: Viewport;
  readonly screen: Size;
  readonly margin: number;
}

/**
 * A picture of the scene, some way beyond its edges. Drawing thousands of edges takes longer than a frame may, moving a
 * picture of them does not: it is drawn anew when something in it has changed, or when one has moved out of it.
 */
export class GraphCanvas {
  readonly element = document.createElement("canvas");
  readonly #context = this.element.getContext("2d") as CanvasRenderingContext2D;
  #drawn: Drawn | undefined;
  #last: { readonly scene: Scene; readonly screen: Size } | undefined;
  #margin = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.element.className = "edges";
    this.element.setAttribute("aria-hidden", "true");
  }

  /** Something else than the place has changed. */
  forget(): void {
    this.#drawn = undefined;
  }

  draw(scene: Scene, screen: Size): void {
    clearTimeout(this.#timer);
    this.#last = { scene, screen };
    if (this.#drawn === undefined) this.#redraw(scene, screen);
    else if (!this.#isCovered(scene, screen)) {
      this.#margin = MARGIN;
      this.#redraw(scene, screen);
    } else if (this.#move(scene.viewport) !== 1) this.#timer = setTimeout(() => this.#sharpen(), STOPPED_MS);
  }

  #sharpen(): void {
    if (this.#last !== undefined) this.#redraw(this.#last.scene, this.#last.screen);
  }

  /** @returns how much it is stretched */
  #move({ x, y, zoom }: Viewport): number {
    const { viewport } = this.#drawn as Drawn;
    const stretch = zoom / viewport.zoom;
    const [left, top] = [x - viewport.x * stretch, y - viewport.y * stretch];
    this.element.style.transform =
      stretch === 1 && left === 0 && top === 0 ? "" : `matrix(${stretch}, 0, 0, ${stretch}, ${left}, ${top})`;
    return stretch;
  }

  #isCovered({ viewport, layout }: Scene, screen: Size): boolean {
    const drawn = this.#drawn;
    if (drawn === undefined || drawn.screen.width !== screen.width || drawn.screen.height !== screen.height)
      return false;
    const stretch = viewport.zoom / drawn.viewport.zoom;
    if (stretch > MOST_STRETCH || stretch < 1 / MOST_STRETCH) return false;
    const isWithin = (axis: "x" | "y", length: number, end: number) => {
      // Beyond the graph there is nothing to draw.
      const from = Math.max(-AROUND, -viewport[axis] / viewport.zoom);
      const to = Math.min(end + AROUND, (length - viewport[axis]) / viewport.zoom);
      const before = (-length * drawn.margin - drawn.viewport[axis]) / drawn.viewport.zoom;
      const after = (length * (1 + drawn.margin) - drawn.viewport[axis]) / drawn.viewport.zoom;
      return from >= to || (before <= from && to <= after);
    };
    return isWithin("x", screen.width, layout.width) && isWithin("y", screen.height, layout.height);
  }

  #redraw(scene: Scene, screen: Size): void {
    const { element } = this;
    const ratio = window.devicePixelRatio;
    const [left, top] = [Math.ceil(screen.width * this.#margin), Math.ceil(screen.height * this.#margin)];
    const size = { width: screen.width + 2 * left, height: screen.height + 2 * top };
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    Object.assign(element.style, {
      left: `${-left}px`,
      top: `${-top}px`,
      width: `${size.width}px`,
      height: `${size.height}px`,
      transform: "",
      // The point that the screen begins at stays where it is.
      transformOrigin: `${left}px ${top}px`,
    });
    const { viewport } = scene;
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    drawScene(context, { ...scene, viewport: { ...viewport, x: viewport.x + left, y: viewport.y + top } }, size);
    this.#drawn = { viewport, screen, margin: this.#margin };
  }
}
