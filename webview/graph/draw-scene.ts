import { palette } from "../theme.ts";
import { middleOf } from "./edge-at.ts";
import type { Box, Graph, GraphEdge, GraphLayout, GraphNode, Point } from "./graph-model.ts";
import type { NodeLook } from "./node-view.ts";
import { curveTo, drawArrow } from "./paths.ts";
import type { Places } from "./places.ts";
import type { Viewport } from "./viewport.ts";

/** Below this zoom names can not be read: nodes are mere patches of colour. */
export const NAMES_FROM = 0.28;
/** Below this one edges are straight, all alike, and have no heads. */
const CURVES_FROM = 0.2;
/** So many lines are drawn at once: one at a time takes longer, and thousands do too. */
const AT_ONCE = 500;

export interface Scene {
  readonly graph: Graph;
  readonly layout: GraphLayout;
  readonly places: Places;
  readonly looks: ReadonlyMap<string, NodeLook>;
  readonly viewport: Viewport;
  /** They are drawn here, and not elements of their own. */
  readonly hasNodes: boolean;
  readonly isDimmed: (id: string) => boolean;
  /** The node under the pointer or the keyboard: its edges stand out. */
  readonly lead: string | undefined;
  /** The edge under the pointer. */
  readonly leadEdge?: number | undefined;
}

/**
 * Draws the edges, and the nodes where they are too small or too many to be elements: only what is seen.
 *
 * @param screen the size of what is seen
 */
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
  if (scene.hasNodes) drawNodes(context, scene, seen);
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
  const { graph, layout, places, viewport } = scene;
  const isFar = viewport.zoom < CURVES_FROM;
  const inView = places.edgesIn(seen);
  const groups = new Map<string, { readonly kind: Kind; readonly paths: (readonly Point[])[] }>();
  for (const index of inView) {
    const [edge, path] = [graph.edges[index], layout.paths[index]];
    if (edge === undefined || path === undefined) continue;
    const kind = kindOf(edge, scene, index === scene.leadEdge, isFar);
    const key = `${kind.colour} ${kind.width} ${kind.dash.length} ${kind.dash[0]} ${kind.alpha}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { kind, paths: [path] });
    else group.paths.push(path);
  }
  // What stands out is drawn over the rest.
  for (const { kind, paths } of [...groups.values()].sort((a, b) => a.kind.width - b.kind.width)) {
    context.globalAlpha = kind.alpha * (isFar ? 0.5 : 1);
    context.strokeStyle = kind.colour;
    context.fillStyle = kind.colour;
    context.lineWidth = isFar ? (0.7 * kind.width) / viewport.zoom : kind.width;
    context.setLineDash([...kind.dash]);
    for (let start = 0; start < paths.length; start += AT_ONCE)
      stroke(context, paths.slice(start, start + AT_ONCE), layout.flow, isFar);
    context.setLineDash([]);
    if (!isFar) for (const path of paths) drawArrow(context, path.at(-1), layout.flow);
  }
  context.globalAlpha = 1;
  if (isFar) return;
  for (const index of inView)
    if (graph.edges[index]?.isDoubted) drawDoubt(context, middleOf(layout.paths[index] ?? []));
}

function stroke(
  context: CanvasRenderingContext2D,
  paths: readonly (readonly Point[])[],
  flow: GraphLayout["flow"],
  isFar: boolean,
): void {
  context.beginPath();
  for (const path of paths) {
    const [first] = path;
    if (first === undefined) continue;
    context.moveTo(first.x, first.y);
    if (!isFar) curveTo(context, path, flow);
    else for (let at = 1; at < path.length; at++) context.lineTo(path[at]?.x ?? 0, path[at]?.y ?? 0);
  }
  context.stroke();
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

/** @param isFar from far away a line is a line: what stands out does so by its colour, and its width alone */
function kindOf(edge: GraphEdge, { lead, isDimmed }: Scene, isPointed: boolean, isFar: boolean): Kind {
  const colours = palette();
  const isLead = isPointed || (lead !== undefined && (edge.from === lead || edge.to === lead));
  const alpha = isDimmed(edge.from) || isDimmed(edge.to) ? 0.15 : 1;
  const colour = edge.isCycle
    ? colours.tones.failed
    : isLead
      ? colours.lead
      : edge.isObserved
        ? colours.tones.running
        : colours.edge;
  if (isFar) return { colour, width: isLead ? 2 : 1, dash: NO_DASH, alpha };
  const width = (isLead ? 2.2 : 1.3) + Math.min(3, Math.log2(edge.count));
  return { colour, width, dash: edge.isObserved ? OBSERVED_DASH : DASHES[edge.confidence], alpha };
}

const NO_DASH: readonly number[] = [];
const OBSERVED_DASH: readonly number[] = [10, 4, 2, 4];
const DASHES: Readonly<Record<GraphEdge["confidence"], readonly number[]>> = {
  exact: NO_DASH,
  conditional: [7, 4],
  dynamic: [2, 4],
};

function drawNodes(context: CanvasRenderingContext2D, scene: Scene, seen: Box): void {
  const { graph, layout, looks, viewport, isDimmed } = scene;
  const { tones } = palette();
  const draw = viewport.zoom < NAMES_FROM ? drawPatch : drawName;
  // Those of one colour after each other: changing it takes longer than a patch.
  const inView = scene.places.nodesIn(seen).flatMap((index) => graph.nodes[index] ?? []);
  for (const [tone, nodes] of Map.groupBy(inView, ({ id }) => looks.get(id)?.tone ?? "idle")) {
    for (const node of nodes) {
      const box = layout.nodes[node.id];
      if (box === undefined) continue;
      context.globalAlpha = isDimmed(node.id) ? 0.3 : 1;
      draw(context, node, box, { tone: tones[tone], zoom: viewport.zoom });
      if (looks.get(node.id)?.stale !== undefined)
        drawCorner(context, box, Math.min(box.height / 2, 9 / viewport.zoom));
    }
  }
  context.globalAlpha = 1;
}

interface NodeStyle {
  readonly tone: string;
  readonly zoom: number;
}

function drawPatch(context: CanvasRenderingContext2D, _: GraphNode, box: Box, { tone }: NodeStyle): void {
  context.fillStyle = tone;
  context.fillRect(box.x, box.y, box.width, box.height);
}

function drawName(context: CanvasRenderingContext2D, node: GraphNode, box: Box, { tone, zoom }: NodeStyle): void {
  const colours = palette();
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

/** The mark of what is stale: the upper right corner is folded over. */
function drawCorner(context: CanvasRenderingContext2D, { x, y, width }: Box, size: number): void {
  context.fillStyle = palette().tones.blocked;
  context.beginPath();
  context.moveTo(x + width - size, y);
  context.lineTo(x + width, y);
  context.lineTo(x + width, y + size);
  context.fill();
}
