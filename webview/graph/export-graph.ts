import { host } from "../host.ts";
import { palette } from "../theme.ts";
import { drawScene, type Scene } from "./draw-scene.ts";
import { middleOf } from "./edge-at.ts";
import type { Graph } from "./graph-model.ts";
import { pathText } from "./paths.ts";

export type ExportFormat = "svg" | "png" | "mermaid" | "dot" | "json";

const FILES: Readonly<Record<ExportFormat, string>> = {
  svg: "graph.svg",
  png: "graph.png",
  mermaid: "graph.mmd",
  dot: "graph.dot",
  json: "graph.json",
};

/** Writes what is shown into a file: where the user says in the editor, among the downloads in a browser. */
export async function exportGraph(format: ExportFormat, scene: Scene): Promise<void> {
  const name = FILES[format];
  const blob = format === "png" ? await pngOf(scene) : new Blob([textOf(format, scene)], { type: "text/plain" });
  if (host.isEditor) return host.api.saveFile({ name, base64: await base64Of(blob) });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

export function textOf(format: Exclude<ExportFormat, "png">, scene: Scene): string {
  switch (format) {
    case "svg":
      return svgOf(scene);
    case "mermaid":
      return mermaidOf(scene.graph);
    case "dot":
      return dotOf(scene.graph);
    case "json":
      return `${JSON.stringify(scene.graph, null, 2)}\n`;
  }
}

function mermaidOf({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `t${index}`]));
  const escape = (text: string) =>
    text.replaceAll(/\p{Cc}+/gu, " ").replaceAll(/[#&"<>`\\]/g, (character) => `#${character.codePointAt(0)};`);
  const shown = nodes.map(({ id, title, detail, kind }) => {
    const text = `"${[title, detail].filter(Boolean).map(escape).join("<br>")}"`;
    return `  ${ids.get(id)}${kind === "wrapper" ? `([${text}])` : kind === "external" ? `[/${text}/]` : `[${text}]`}`;
  });
  const arrows = edges.map(
    ({ from, to, confidence }) => `  ${ids.get(to)} ${confidence === "exact" ? "-->" : "-.->"} ${ids.get(from)}`,
  );
  return `${["flowchart LR", ...shown, ...arrows].join("\n")}\n`;
}

function dotOf({ nodes, edges }: Graph): string {
  const escape = (text: string) => text.replaceAll(/[\\"]/g, "\\$&").replaceAll(/\p{Cc}+/gu, " ");
  const shown = nodes.map(({ id, title, detail }) => {
    const label = [title, detail].filter(Boolean).map(escape).join("\\n");
    return `  "${escape(id)}" [label="${label}"];`;
  });
  const arrows = edges.map(({ from, to, confidence }) => {
    const style = { exact: "", conditional: ' [style="dashed"]', dynamic: ' [style="dotted"]' }[confidence];
    return `  "${escape(to)}" -> "${escape(from)}"${style};`;
  });
  return `${["digraph pipewright {", "  rankdir=LR;", '  node [shape="box", fontname="Helvetica"];', ...shown, ...arrows, "}"].join("\n")}\n`;
}

/** In the colours of the theme, without anything from outside. */
function svgOf({ graph, layout, looks }: Scene): string {
  const colours = palette();
  const escape = (text: string) =>
    text.replaceAll(/\p{Cc}+/gu, " ").replaceAll(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
  const edges = graph.edges.map(({ confidence, isCycle, isObserved, isDoubted }, index) => {
    const dashes = { exact: "", conditional: ' stroke-dasharray="7 4"', dynamic: ' stroke-dasharray="2 4"' };
    const dash = isObserved ? ' stroke-dasharray="10 4 2 4"' : dashes[confidence];
    const colour = isCycle ? colours.tones.failed : isObserved ? colours.tones.running : colours.edge;
    const path = layout.paths[index] ?? [];
    const line = `<path d="${pathText(path, layout.flow)}" fill="none" stroke="${colour}" stroke-width="1.3"${dash} marker-end="url(#a)"/>`;
    const at = isDoubted ? middleOf(path) : undefined;
    const mark =
      at === undefined
        ? ""
        : `<circle cx="${at.x}" cy="${at.y}" r="8" fill="${colours.background}" stroke="${colours.tones.failed}"/>` +
          `<text x="${at.x}" y="${at.y + 4}" text-anchor="middle" font-size="12" fill="${colours.tones.failed}">≠</text>`;
    return line + mark;
  });
  const nodes = graph.nodes.flatMap(({ id, title, detail }) => {
    const box = layout.nodes[id];
    if (box === undefined) return [];
    const look = looks.get(id);
    const text = (y: number, size: number, colour: string, words: string, weight = "") =>
      `<text x="14" y="${y}" font-size="${size}" fill="${colour}"${weight}>${escape(words)}</text>`;
    return [
      `<g transform="translate(${box.x},${box.y})"><rect width="${box.width}" height="${box.height}" rx="6" fill="${colours.surface}" stroke="${colours.line}"/>` +
        `<rect y="4" width="5" height="${box.height - 8}" fill="${colours.tones[look?.tone ?? "idle"]}"/>` +
        text(24, 13, colours.text, title, ' font-weight="600"') +
        text(41, 11, colours.muted, detail) +
        text(57, 11, colours.tones[look?.tone ?? "idle"], look?.note ?? "") +
        "</g>",
    ];
  });
  const { width, height } = layout;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const arrow = `<marker id="a" markerWidth="8" markerHeight="8" refX="7.5" refY="4" orient="auto" markerUnits="userSpaceOnUse"><path d="M0,0L8,4L0,8z" fill="${colours.edge}"/></marker>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="system-ui, sans-serif"><defs>${arrow}</defs><rect width="100%" height="100%" fill="${colours.background}"/>${[...edges, ...nodes].join("")}</svg>\n`;
}

/** Browsers refuse larger canvases. */
const MOST_PIXELS = 8192;

async function pngOf(scene: Scene): Promise<Blob> {
  const { width, height } = scene.layout;
  const zoom = Math.min(2, MOST_PIXELS / width, MOST_PIXELS / height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * zoom);
  canvas.height = Math.ceil(height * zoom);
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.fillStyle = palette().background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawScene(context, { ...scene, hasNodes: true, viewport: { x: 0, y: 0, zoom } }, canvas);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error("The picture is too large.")) : resolve(blob)),
      "image/png",
    ),
  );
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(text);
}
