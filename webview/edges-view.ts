import { edgePath } from "./edge-path.ts";
import type { GraphLayout } from "./layout.ts";
import { svg } from "./svg.ts";

/** The edges under the nodes; `lead` marks those of the node under the pointer or the keyboard. */
export class EdgesView {
  readonly element = svg("svg", { class: "edges", "aria-hidden": "true" });
  #lines: { from: string; to: string; line: Element }[] = [];

  draw({ edges, width, height, flow }: GraphLayout): void {
    this.element.setAttribute("width", String(width));
    this.element.setAttribute("height", String(height));
    this.#lines = edges.map(({ from, to, dynamic, points }) => ({
      from,
      to,
      line: svg("path", {
        class: dynamic ? "edge dynamic" : "edge",
        d: edgePath(points, flow),
        "marker-end": "url(#arrow)",
      }),
    }));
    this.element.replaceChildren(arrowHead("arrow"), arrowHead("arrow-lead"), ...this.#lines.map(({ line }) => line));
  }

  lead(family: string | undefined): void {
    for (const { from, to, line } of this.#lines) {
      const leads = family === from || family === to;
      line.classList.toggle("lead", leads);
      line.setAttribute("marker-end", leads ? "url(#arrow-lead)" : "url(#arrow)");
    }
  }

  /** Fades the edges at nodes that are faded. */
  dim(isDimmed: (family: string) => boolean): void {
    for (const { from, to, line } of this.#lines) line.classList.toggle("dimmed", isDimmed(from) || isDimmed(to));
  }
}

function arrowHead(id: string): Element {
  const shape = svg("path", { d: "M0,0L8,4L0,8z" });
  const size = { markerWidth: 8, markerHeight: 8, refX: 7.5, refY: 4, orient: "auto", markerUnits: "userSpaceOnUse" };
  return svg("defs", {}, svg("marker", { id, ...size }, shape));
}
