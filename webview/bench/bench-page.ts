// What `npm run bench:panel` does inside the browser: it moves the panel and takes the time, and draws the same graph as
// one does without much thought, with dagre as it comes and a picture of SVG.
import { Graph, layout } from "@dagrejs/dagre";
import type { Box, PackedLayout } from "../graph/graph-model.ts";
import { pathText } from "../graph/paths.ts";
import { unpackLayout } from "../graph/unpack-layout.ts";
import { svg } from "../svg.ts";
import type { BenchApi } from "./bench-api.ts";

const FRAMES = 60;

const bench: BenchApi = {
  async layOut(input) {
    const text = await (await fetch("/layout-worker.js")).text();
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
    const ask = () =>
      new Promise<PackedLayout>((resolve) => {
        worker.addEventListener("message", ({ data }: MessageEvent<{ layout: PackedLayout }>) => resolve(data.layout), {
          once: true,
        });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
        worker.postMessage({ id: 1, input });
      });
    const start = performance.now();
    const made = unpackLayout(await ask(), input);
    const ms = performance.now() - start;
    worker.terminate();
    return { ms, layout: made };
  },

  layOutPlainly({ nodes, edges }) {
    const graph = new Graph();
    graph.setGraph({ rankdir: "LR" });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const [id, width, height] of nodes) graph.setNode(id, { width, height });
    for (const [from, to] of edges) graph.setEdge(to, from);
    const start = performance.now();
    layout(graph);
    return performance.now() - start;
  },

  drawPlainly({ nodes }, made) {
    const plane = svg("g", { id: "plain" });
    for (const path of made.paths)
      plane.append(svg("path", { d: pathText(path, made.flow), fill: "none", stroke: "gray", "stroke-width": "1.3" }));
    for (const [id] of nodes) {
      const { x, y, width, height } = made.nodes[id] as Box;
      const group = svg("g", { transform: `translate(${x},${y})` });
      const line = (at: number, words: string) => {
        const text = svg("text", { x: "14", y: String(at), "font-size": "12" });
        text.textContent = words;
        return text;
      };
      group.append(
        svg("rect", { width: String(width), height: String(height), rx: "6", fill: "white", stroke: "black" }),
        line(20, id),
        line(38, "date"),
        line(56, "never ran"),
      );
      plane.append(group);
    }
    const picture = svg("svg", { width: "1280", height: "760" });
    picture.append(plane);
    document.body.replaceChildren(picture);
  },

  async frames(move, selector) {
    const element = document.querySelector(selector) as HTMLElement;
    const times: number[] = [];
    let last = await nextFrame();
    for (let frame = 0; frame < FRAMES; frame++) {
      const step = frame % 20 < 10 ? 24 : -24;
      if (move === "scroll") element.scrollLeft += step * 2;
      else if (move === "plain") element.setAttribute("transform", `translate(${frame * 7},${step}) scale(0.3)`);
      else
        element.dispatchEvent(
          new WheelEvent("wheel", {
            deltaX: move === "pan" ? step : 0,
            deltaY: step,
            ctrlKey: move === "zoom",
            clientX: 640,
            clientY: 400,
            bubbles: true,
            cancelable: true,
          }),
        );
      const now = await nextFrame();
      times.push(now - last);
      last = now;
    }
    return times;
  },
};

/** When the next frame begins: by then the one before is drawn. */
function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
}

Object.assign(window, { bench });
