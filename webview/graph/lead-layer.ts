import { drawEdges } from "./draw-edges.ts";
import type { Scene } from "./draw-scene.ts";
import { edgeText } from "./edge-text.ts";
import type { Graph, GraphEdge, Size } from "./graph-model.ts";

/**
 * What stands out under the pointer or the keyboard, over the picture of everything else: moving over a graph of
 * thousands draws these few edges, and not all of them.
 */
export class LeadLayer {
  readonly element = document.createElement("canvas");
  #node: string | undefined;
  #edge: number | undefined;
  /** The edges that stand out, of this graph. */
  #found: { readonly graph: Graph; readonly edges: readonly number[] } | undefined;

  readonly #surface: HTMLElement;

  /** @param surface tells by its tooltip what an edge stands for */
  constructor(surface: HTMLElement) {
    this.#surface = surface;
    this.element.className = "edges lead";
    this.element.setAttribute("aria-hidden", "true");
    this.element.hidden = true;
  }

  /** @returns whether that is another one than before */
  leadToNode(id: string | undefined): boolean {
    if (id === this.#node) return false;
    this.#node = id;
    this.#found = undefined;
    return true;
  }

  /** @returns whether that is another one than before */
  leadToEdge(index: number | undefined, edge: GraphEdge | undefined): boolean {
    if (index === this.#edge) return false;
    this.#edge = index;
    this.#found = undefined;
    const text = edge === undefined ? "" : edgeText(edge);
    if (text === "") this.#surface.removeAttribute("title");
    else this.#surface.title = text;
    this.#surface.classList.toggle("on-edge", text !== "");
    return true;
  }

  draw(scene: Scene, screen: Size): void {
    const { element } = this;
    const edges = this.#edgesOf(scene.graph);
    element.hidden = edges.length === 0;
    element.dataset.edges = String(edges.length);
    if (edges.length === 0) return;
    const ratio = window.devicePixelRatio;
    const [width, height] = [Math.round(screen.width * ratio), Math.round(screen.height * ratio)];
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    element.style.width = `${screen.width}px`;
    element.style.height = `${screen.height}px`;
    const context = element.getContext("2d") as CanvasRenderingContext2D;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, screen.width, screen.height);
    const { x, y, zoom } = scene.viewport;
    context.translate(x, y);
    context.scale(zoom, zoom);
    drawEdges(context, scene, edges, true);
  }

  #edgesOf(graph: Graph): readonly number[] {
    if (this.#found?.graph !== graph) {
      const isLead = ({ from, to }: Graph["edges"][number], index: number) =>
        index === this.#edge || (this.#node !== undefined && (from === this.#node || to === this.#node));
      const edges = graph.edges.flatMap((edge, index) => (isLead(edge, index) ? [index] : []));
      this.#found = { graph, edges };
    }
    return this.#found.edges;
  }
}
