import { palette } from "../theme.ts";
import { t } from "../words.ts";
import type { Scene } from "./draw-scene.ts";
import type { Point, Size } from "./graph-model.ts";

const WIDTH = 180;
const HEIGHT = 120;
/** A graph of fewer nodes is seen at a glance. */
export const MINIMAP_FROM = 100;

/** The whole graph in a corner, with a frame around what is seen; a press goes there. */
export class Minimap {
  readonly element = document.createElement("canvas");
  /** The graph alone, without the frame. */
  readonly #picture = document.createElement("canvas");
  #isDrawn = false;
  #scale = 1;
  /** What is drawn next. */
  #next: { readonly scene: Scene; readonly screen: Size } | undefined;

  /** @param go takes the point of the graph that is wanted in the middle */
  constructor(go: (point: Point) => void) {
    const { element } = this;
    element.className = "minimap";
    element.width = WIDTH * window.devicePixelRatio;
    element.height = HEIGHT * window.devicePixelRatio;
    element.title = t("The whole graph: press to go there");
    element.setAttribute("aria-hidden", "true");
    const follow = (event: PointerEvent) => {
      const { left, top } = element.getBoundingClientRect();
      go({ x: (event.clientX - left) / this.#scale, y: (event.clientY - top) / this.#scale });
    };
    element.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      element.setPointerCapture(event.pointerId);
      follow(event);
    });
    // The graph goes on below it: a press here is not one on the class that lies there.
    element.addEventListener("click", (event) => event.stopPropagation());
    element.addEventListener("pointermove", (event) => {
      if (element.hasPointerCapture(event.pointerId)) follow(event);
    });
  }

  /** Something else than the place has changed. */
  forget(): void {
    this.#isDrawn = false;
  }

  /** Soon, and not at once: the graph itself is to be seen first. */
  draw(scene: Scene, screen: Size): void {
    this.element.hidden = scene.graph.nodes.length <= MINIMAP_FROM;
    if (this.element.hidden) return;
    if (this.#next === undefined) requestAnimationFrame(() => setTimeout(() => this.#drawNext()));
    this.#next = { scene, screen };
  }

  #drawNext(): void {
    if (this.#next === undefined) return;
    const { scene, screen } = this.#next;
    this.#next = undefined;
    if (!this.#isDrawn) this.#drawPicture(scene);
    const context = this.element.getContext("2d") as CanvasRenderingContext2D;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.element.width, this.element.height);
    context.drawImage(this.#picture, 0, 0);
    const ratio = window.devicePixelRatio * this.#scale;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.strokeStyle = palette().lead;
    context.lineWidth = 1.5 / this.#scale;
    const { x, y, zoom } = scene.viewport;
    context.strokeRect(-x / zoom, -y / zoom, screen.width / zoom, screen.height / zoom);
  }

  #drawPicture({ graph, layout, looks, isDimmed }: Scene): void {
    this.#scale = Math.min(WIDTH / layout.width, HEIGHT / layout.height);
    this.#picture.width = this.element.width;
    this.#picture.height = this.element.height;
    const context = this.#picture.getContext("2d") as CanvasRenderingContext2D;
    const { tones } = palette();
    const ratio = window.devicePixelRatio * this.#scale;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const least = 1.5 / this.#scale;
    for (const { id } of graph.nodes) {
      const box = layout.nodes[id];
      if (box === undefined) continue;
      context.globalAlpha = isDimmed(id) ? 0.25 : 1;
      context.fillStyle = tones[looks.get(id)?.tone ?? "idle"];
      context.fillRect(box.x, box.y, Math.max(least, box.width), Math.max(least, box.height));
    }
    this.#isDrawn = true;
  }
}
