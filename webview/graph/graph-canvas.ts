import { palette } from "../theme.ts";
import { middleOf } from "./edge-at.ts";
import type { Box, Graph, GraphEdge, GraphLayout, GraphNode, Point } from "./graph-model.ts";
import type { NodeLook } from "./node-view.ts";
import { curveTo, drawArrow } from "./paths.ts";
import type { Viewport } from "./viewport.ts";

/** Below this zoom names can not be read: nodes are mere patches of colour. */
const NAMES_FROM = 0.28;
/** Below this one edges are straight and have no heads. */
const CURVES_FROM = 0.2;

export interface Scene {
  readonly graph: Graph;
  readonly layout: GraphLayout;
  readonly looks: ReadonlyMap<string, NodeLook>;
  readonly viewport: Viewport;
  /** Those that have an element of their own, and are not drawn here. */
  readonly elements: ReadonlySet<string>;
  readonly isDimmed: (id: string) => boolean;
  /** The node under the pointer or the keyboard: its edges stand out. */
  readonly lead: string | undefined;
  /** The edge under the pointer. */
  readonly leadEdge?: number | undefined;
}

/** Draws the edges, and the nodes that are too small or too many to be elements: only what is seen. */
export class GraphCanvas {
  readonly element = document.createElement("canvas");
  readonly #context = this.element.getContext("2d") as CanvasRenderingContext2D;

  constructor() {
    this.element.className = "edges";
    this.element.setAttribute("aria-hidden", "true");
  }

  draw(scene: Scene): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    const ratio = window.devicePixelRatio;
    if (this.element.width !== Math.round(width * ratio)) this.element.width = Math.round(width * ratio);
    if (this.element.height !== Math.round(height * ratio)) this.element.height = Math.round(height * ratio);
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    drawScene(context, scene, { width, height });
  }
}

/** @param screen the size of what is seen */
export function drawScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
  screen: { readonly width: number; readonly height: number },
): void {
  const { x, y, zoom } = scene.viewport;
  const seen = { x: -x / zoom, y: -y / zoom, width: screen.width / zoom, height: screen.height / zoom };
  context.save();
  context.translate(x, y);
  context.scale(zoom, zoom);
  drawEdges(context, scene, seen);
  for (const node of scene.graph.nodes) {
    const box = scene.layout.nodes[node.id];
    if (box !== undefined && !scene.elements.has(node.id) && overlap(box, seen)) drawNode(context, node, box, scene);
  }
  context.restore();
}

interface Kind {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly alpha: number;
}

/** Edges of one kind are one path: the canvas is asked a few times, not thousands. */
function drawEdges(context: CanvasRenderingContext2D, scene: Scene, seen: Box): void {
  const { graph, layout, viewport } = scene;
  const groups = new Map<string, { readonly kind: Kind; readonly paths: (readonly Point[])[] }>();
  for (const [index, edge] of graph.edges.entries()) {
    const path = layout.paths[index];
    if (path === undefined || !overlap(around(path), seen)) continue;
    const kind = kindOf(edge, scene, index === scene.leadEdge);
    const key = `${kind.colour} ${kind.width} ${kind.dash.join()} ${kind.alpha}`;
    const group = groups.get(key) ?? { kind, paths: [] };
    groups.set(key, group);
    group.paths.push(path);
  }
  const isFar = viewport.zoom < CURVES_FROM;
  // What stands out is drawn over the rest.
  for (const { kind, paths } of [...groups.values()].sort((a, b) => a.kind.width - b.kind.width)) {
    context.globalAlpha = kind.alpha * (isFar ? 0.5 : 1);
    context.strokeStyle = kind.colour;
    context.fillStyle = kind.colour;
    context.lineWidth = isFar ? 0.7 / viewport.zoom : kind.width;
    context.setLineDash([...kind.dash]);
    context.beginPath();
    for (const path of paths) {
      const [first, ...rest] = path;
      if (first === undefined) continue;
      context.moveTo(first.x, first.y);
      if (isFar) for (const point of rest) context.lineTo(point.x, point.y);
      else curveTo(context, path, layout.flow);
    }
    context.stroke();
    context.setLineDash([]);
    if (!isFar) for (const path of paths) drawArrow(context, path.at(-1), layout.flow);
  }
  context.globalAlpha = 1;
  if (!isFar) {
    for (const [index, edge] of graph.edges.entries())
      if (edge.isDoubted) drawDoubt(context, middleOf(layout.paths[index] ?? []));
  }
}

/** Runs did not require what the source says that they do. */
function drawDoubt(context: CanvasRenderingContext2D, at: Point | undefined): void {
  if (at === undefined) return;
  const colours = palette();
  context.fillStyle = colours.background;
  context.strokeStyle = colours.tones.failed;
  context.lineWidth = 1.3;
  context.beginPath();
  context.arc(at.x, at.y, 8, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  context.fillStyle = colours.tones.failed;
  context.font = `600 12px ${colours.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText("≠", at.x, at.y);
  context.textAlign = "start";
}

function kindOf(edge: GraphEdge, { lead, isDimmed }: Scene, isPointed: boolean): Kind {
  const colours = palette();
  const isLead = isPointed || (lead !== undefined && (edge.from === lead || edge.to === lead));
  const width = (isLead ? 2.2 : 1.3) + Math.min(3, Math.log2(edge.count));
  const dash = edge.isObserved
    ? [10, 4, 2, 4]
    : edge.confidence === "dynamic"
      ? [2, 4]
      : edge.confidence === "conditional"
        ? [7, 4]
        : [];
  const dimmed = isDimmed(edge.from) || isDimmed(edge.to);
  const colour = edge.isCycle
    ? colours.tones.failed
    : isLead
      ? colours.lead
      : edge.isObserved
        ? colours.tones.running
        : colours.edge;
  return { colour, width, dash, alpha: dimmed ? 0.15 : 1 };
}

function drawNode(context: CanvasRenderingContext2D, node: GraphNode, box: Box, scene: Scene): void {
  const colours = palette();
  const { zoom } = scene.viewport;
  const tone = colours.tones[scene.looks.get(node.id)?.tone ?? "idle"];
  context.globalAlpha = scene.isDimmed(node.id) ? 0.3 : 1;
  if (zoom < NAMES_FROM) {
    context.fillStyle = tone;
    context.fillRect(box.x, box.y, box.width, box.height);
  } else {
    context.fillStyle = colours.surface;
    context.strokeStyle = colours.line;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, 6);
    context.fill();
    context.stroke();
    context.fillStyle = tone;
    context.fillRect(box.x, box.y + 4, 5, box.height - 8);
    context.fillStyle = colours.text;
    context.font = `600 ${Math.min(22, 13 / zoom)}px ${colours.font}`;
    context.textBaseline = "middle";
    context.fillText(node.title, box.x + 16, box.y + box.height / 2, box.width - 24);
  }
  if (scene.looks.get(node.id)?.stale !== undefined) drawCorner(context, box, Math.min(box.height / 2, 9 / zoom));
  context.globalAlpha = 1;
}

/** The mark of what is stale: the upper right corner is folded over. */
function drawCorner(context: CanvasRenderingContext2D, { x, y, width }: Box, size: number): void {
  context.fillStyle = palette().tones.blocked;
  context.beginPath();
  context.moveTo(x + width - size, y);
  context.lineTo(x + width, y);
  context.lineTo(x + width, y + size);
  context.fill();
}

function around(path: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of path) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function overlap(a: Box, b: Box): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}
