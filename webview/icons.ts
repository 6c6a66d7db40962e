import type { TaskKind } from "../src/protocol/task-index.ts";
import type { Tone } from "./status-tone.ts";
import { svg } from "./svg.ts";

/** Drawn here, in the colour of the text around them: the page loads no icon font. All are 16 by 16. */
function icon(...paths: readonly string[]): SVGElement {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" },
    ...paths.map((d) => svg("path", { d })),
  );
}

const STATUS: Record<Tone, readonly string[]> = {
  ran: ["M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13", "M5 8.2 7.2 10.4 11.2 5.8"],
  failed: ["M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13", "M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8"],
  running: ["M14.5 8A6.5 6.5 0 1 1 8 1.5"],
  blocked: ["M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13", "M8 4.5v4.2M8 11v.6"],
  missing: ["M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13", "M6.500 5.500v5l4-2.500z"],
  idle: ["M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13"],
};

const KIND: Record<TaskKind | "group", readonly string[]> = {
  group: ["M1.500 3.500h4.500l1.500 1.500h7v7.500h-13z"],
  task: ["M2.5 3.5h11v9h-11z", "M5 6.5l2 1.5-2 1.5M8.5 10h2.5"],
  external: ["M4.5 12.5a3 3 0 0 1-.3-6A4 4 0 0 1 12 7a2.8 2.8 0 0 1-.5 5.5z"],
  wrapper: ["M2.5 5.5h8v8h-8z", "M5.5 5.5v-3h8v8h-3"],
};

export const statusIcon = (tone: Tone): SVGElement => icon(...STATUS[tone]);
export const kindIcon = (kind: TaskKind | "group"): SVGElement => icon(...KIND[kind]);
export const zoomInIcon = (): SVGElement => icon("M8 3v10M3 8h10");
export const zoomOutIcon = (): SVGElement => icon("M3 8h10");
export const fitIcon = (): SVGElement => icon("M2.5 6V2.500H6M10 2.5h3.500V6M13.5 10v3.500H10M6 13.500H2.500V10");
export const turnIcon = (): SVGElement => icon("M3 2.5v7a3 3 0 0 0 3 3h7", "M10.5 9.5l3 3-3 3");
export const closeIcon = (): SVGElement => icon("M4 4l8 8M12 4l-8 8");
export const listIcon = (): SVGElement => icon("M2.500 4h11M5.500 8h8M5.500 12h8");
export const moreIcon = (): SVGElement => icon("M3 8h1M7.500 8h1M12 8h1");
export const pinIcon = (): SVGElement => icon("M8 8m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0", "M8 1v3M8 12v3M1 8h3M12 8h3");
export const saveIcon = (): SVGElement => icon("M8 2v8M5 7l3 3 3-3M2.500 11v2.500h11V11");
