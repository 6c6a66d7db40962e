import { palette } from "../theme.ts";
import type { Scene } from "./draw-scene.ts";
import { middleOf } from "./edge-at.ts";
import type { GraphEdge, GraphLayout, Point } from "./graph-model.ts";
import { curveTo, drawArrow } from "./paths.ts";

/** Below this zoom edges are straight, all alike, and have no heads. */
const CURVES_FROM = 0.2;
/** So many lines are drawn at once: one at a time takes longer, and thousands do too. */
const AT_ONCE = 500;

interface Kind {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly alpha: number;
}

/**
 * Edges of one kind are one path: the canvas is asked a few times, not thousands.
 *
 * @param indexes which edges, by their places in the graph's order
 * @param isLead they stand out from the others, over which they are drawn
 */
export function drawEdges(
  context: CanvasRenderingContext2D,
  scene: Scene,
  indexes: readonly number[],
  isLead: boolean,
): void {
  const { graph, layout, viewport } = scene;
  const isFar = viewport.zoom < CURVES_FROM;
  const groups = new Map<string, { readonly kind: Kind; readonly paths: (readonly Point[])[] }>();
  for (const index of indexes) {
    const [edge, path] = [graph.edges[index], layout.paths[index]];
    if (edge === undefined || path === undefined) continue;
    const kind = kindOf(edge, scene, isLead, isFar);
    const key = `${kind.colour} ${kind.width} ${kind.dash.length} ${kind.dash[0]} ${kind.alpha}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { kind, paths: [path] });
    else group.paths.push(path);
  }
  // What stands for many is drawn over the rest.
  for (const { kind, paths } of [...groups.values()].sort((a, b) => a.kind.width - b.kind.width)) {
    context.globalAlpha = kind.alpha * (isFar && !isLead ? 0.5 : 1);
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
  for (const index of indexes)
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
function kindOf(edge: GraphEdge, { isDimmed }: Scene, isLead: boolean, isFar: boolean): Kind {
  const colours = palette();
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
