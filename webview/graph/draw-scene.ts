import { palette } from "../theme.ts";
import { drawEdges } from "./draw-edges.ts";
import type { Box, Graph, GraphLayout, GraphNode } from "./graph-model.ts";
import type { NodeLook } from "./node-view.ts";
import type { Places } from "./places.ts";
import type { Viewport } from "./viewport.ts";

/** Below this zoom names can not be read: nodes are mere patches of colour. */
export const NAMES_FROM = 0.28;

export interface Scene {
  readonly graph: Graph;
  readonly layout: GraphLayout;
  readonly places: Places;
  readonly looks: ReadonlyMap<string, NodeLook>;
  readonly viewport: Viewport;
  /** They are drawn here, and not elements of their own. */
  readonly hasNodes: boolean;
  readonly isDimmed: (id: string) => boolean;
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
  drawEdges(context, scene, scene.places.edgesIn(seen), false);
  if (scene.hasNodes) drawNodes(context, scene, seen);
  context.restore();
}

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
