import type { TaskClass, TaskIndex } from "../../protocol/task-index.ts";
import type { Arrow } from "./data-flow.ts";
import { parametersText } from "./node-text.ts";
import { type Box, layOutSvg, type Point } from "./svg-layout.ts";

/** In a monospaced font every letter is that wide, so that boxes fit without measuring text. */
const NAME_ADVANCE = 8.4;
const NOTE_ADVANCE = 6.6;
const PADDING = 14;

const STYLE = `
    text { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; text-anchor: middle; fill: #1f2328; }
    .name { font-size: 14px; font-weight: 600; } .note { font-size: 11px; fill: #59636e; }
    rect { fill: #ffffff; stroke: #59636e; } .external rect { stroke-dasharray: 5 3; } .wrapper rect { fill: #f6f8fa; }
    path { fill: none; stroke: #818b98; stroke-width: 1.5; } .dynamic { stroke-dasharray: 5 4; } marker path { fill: #818b98; stroke: none; }
    .page { fill: #ffffff; stroke: none; }
    @media (prefers-color-scheme: dark) {
      text { fill: #f0f6fc; } .note { fill: #9198a1; } rect { fill: #151b23; stroke: #9198a1; } .wrapper rect { fill: #212830; } .page { fill: #0d1117; }
    }`;

/**
 * The graph as a picture that needs nothing else: what is required stands above what requires it. Dashed boxes are made
 * by something else, dashed arrows are asked for while running; pointing at a box tells where its class stands.
 */
export function toSvg(index: TaskIndex): string {
  const tasks = new Map<string, TaskClass>();
  for (const task of index.tasks) if (!tasks.has(task.family)) tasks.set(task.family, task);
  if (tasks.size === 0)
    return picture(280, 64, ['<text class="note" x="140" y="36">No task classes were found.</text>']);
  const layout = layOutSvg(index, (family) => sizeOf(tasks.get(family) as TaskClass));
  const boxes = [...tasks.values()].map((task) => drawTask(task, layout.boxes.get(task.family) as Box));
  const arrows = layout.arrows.map((arrow) => {
    const own = arrow.from === arrow.to ? layout.boxes.get(arrow.from) : undefined;
    return drawArrow(arrow, own ? loop(own) : curve(arrow.points));
  });
  return picture(layout.width, layout.height, [...arrows, ...boxes]);
}

function picture(width: number, height: number, content: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="The graph of the task classes" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
  <style>${STYLE}
  </style>
  <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8Z"/></marker></defs>
  <rect class="page" width="${width}" height="${height}"/>
${content.map((element) => `  ${element}`).join("\n")}
</svg>
`;
}

function drawTask(task: TaskClass, { x, y, width, height }: Box): string {
  const [name, note] = [task.family, noteOf(task)];
  const corner = task.kind === "wrapper" ? height / 2 : 4;
  const rect = `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="${round(corner)}"/>`;
  const lines =
    note === "" ? [text("name", x, y + 5, name)] : [text("name", x, y - 4, name), text("note", x, y + 14, note)];
  return `<g class="${task.kind}"><title>${escape(`${name} (${task.kind}) — ${task.file}:${task.line}`)}</title>${rect}${lines.join("")}</g>`;
}

function drawArrow({ dynamic }: Arrow, way: string): string {
  return `<path${dynamic ? ' class="dynamic"' : ""} d="${way}" marker-end="url(#tip)"/>`;
}

/** A class that requires itself, with other values: out of the upper side of its box, and back. */
function loop({ x, y, width, height }: Box): string {
  const [left, right, top] = [x + width / 2 - 28, x + width / 2 - 10, y - height / 2];
  return `M${at({ x: left, y: top })}C${at({ x: left, y: top - 18 })} ${at({ x: right, y: top - 18 })} ${at({ x: right, y: top })}`;
}

/** Bends at each inner point, and passes through the middle between two of them. */
function curve(points: readonly Point[]): string {
  const [start, ...rest] = points;
  const end = rest.pop();
  if (start === undefined || end === undefined) return "";
  if (rest.length === 0) return `M${at(start)}L${at(end)}`;
  const bends = rest.map((bend, index) => {
    const next = rest[index + 1];
    const to = next === undefined ? end : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 };
    return `Q${at(bend)} ${at(to)}`;
  });
  return `M${at(start)}${bends.join("")}`;
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function text(className: string, x: number, y: number, content: string): string {
  return `<text class="${className}" x="${round(x)}" y="${round(y)}">${escape(content)}</text>`;
}

function noteOf({ kind, parameters }: TaskClass): string {
  return [kind === "task" ? "" : kind, parametersText(parameters)].filter((part) => part !== "").join(" · ");
}

function sizeOf(task: TaskClass): Pick<Box, "width" | "height"> {
  const note = noteOf(task);
  const width = Math.max(columns(task.family) * NAME_ADVANCE, columns(note) * NOTE_ADVANCE) + 2 * PADDING;
  return { width, height: note === "" ? 36 : 48 };
}

/** East Asian letters and emoji take two columns. */
function columns(line: string): number {
  return Array.from(line).reduce(
    (sum, letter) => sum + (/[\u1100-\uffdc\u{1f000}-\u{3ffff}]/u.test(letter) ? 2 : 1),
    0,
  );
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** For text and for attributes; what XML does not allow at all becomes a space. */
function escape(content: string): string {
  return content
    .replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]+/gu, " ")
    .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
}
