// How fast the panel is in a real Chromium: `npm run bench:panel [-- COUNT …]`; 100, 300, 1,000 and 5,000 classes when not
// given, and a grid of 365 dates × 200 classes. The panel is built as it is shipped, and served on loopback without anything
// to wait for. The same graph drawn with dagre's defaults and SVG stands beside it.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "esbuild";
import type { BrowserContext, Page } from "playwright-core";
import type { GridAnswer } from "../src/protocol/panel-api.ts";
import type { TaskIndex } from "../src/protocol/task-index.ts";
import { launchChromium } from "../test/vscode/host/launch-chromium.ts";
import type { BenchApi } from "../webview/bench/bench-api.ts";
import type { LayoutInput } from "../webview/graph/graph-model.ts";
import { keepFigures } from "./bench/figures.ts";
import { panelIndex } from "./bench/panel-index.ts";

const root = path.resolve(import.meta.dirname, "..");
const TIMES = 5;
/** Above it dagre's defaults take minutes. */
const MOST_PLAIN = 1000;

const counts = process.argv
  .slice(2)
  .map(Number)
  .filter((count) => count > 0);
const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Panel</title>
<link rel="stylesheet" href="/web.css"><link rel="stylesheet" href="/panel.css"></head>
<body class="vscode-dark" data-host="browser" data-worker="/layout-worker.js" data-controls="/controls.js"><script src="/panel.js"></script></body></html>`;
const bundle = await build({
  absWorkingDir: root,
  entryPoints: {
    bench: "webview/bench/bench-page.ts",
    panel: "webview/main.ts",
    controls: "webview/controls.ts",
    "layout-worker": "webview/graph/layout-worker.ts",
    web: "webview/web.css",
  },
  outdir: "bench",
  bundle: true,
  write: false,
  format: "iife",
  target: "chrome128",
  minifySyntax: true,
  minifyWhitespace: true,
  loader: { ".ttf": "file" },
});
const files = new Map(bundle.outputFiles.map((file) => [`/${path.basename(file.path)}`, file.text]));
const script = files.get("/bench.js") ?? "";
/** What the browser itself needs, for a page with nothing on it. */
const emptyPage = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Nothing</title></head>
<body><script src="/empty.js"></script></body></html>`;
files.set("/empty.js", `document.body.innerHTML = '<div class="graph" data-nodes="0">Nothing</div>'`);
/** What the server answers to: changed for each measurement. */
const served = { graph: "", grid: "null" };
const server = createServer(({ url = "/" }, response) => {
  const { pathname } = new URL(url, "http://localhost");
  const answer = (type: string, body: string) => response.writeHead(200, { "content-type": type }).end(body);
  if (pathname === "/") return answer("text/html", page);
  if (pathname === "/empty") return answer("text/html", emptyPage);
  if (pathname === "/events") return answer("text/event-stream", served.graph);
  if (pathname.startsWith("/api/")) return answer("application/json", served.grid);
  const body = files.get(pathname);
  if (body === undefined) return response.writeHead(404).end();
  return answer(pathname.endsWith(".css") ? "text/css" : "text/javascript", body);
}).listen(0, "127.0.0.1");
await once(server, "listening");
const ADDRESS = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
/** Notes when the document began, and when the graph was there, counted from the navigation. */
const watch = `window.began = performance.now(); new MutationObserver((_, observer) => {
  if (document.querySelector(".graph[data-nodes]") === null) return;
  observer.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => (window.painted = performance.now())));
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-nodes"] });`;

type Row = Readonly<Record<string, string | number>>;
const rows: Row[] = [];
const browser = await launchChromium();
try {
  for (const count of counts.length > 0 ? counts : [100, 300, 1000, 5000]) rows.push(await graphOf(count));
  console.table(rows);
  const grid = await gridOf(365, 200);
  console.table([grid]);
  keepFigures("panel-graph", rows);
  keepFigures("panel-grid", [grid]);
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}

async function graphOf(count: number): Promise<Row> {
  const index = panelIndex(count);
  const input: LayoutInput = {
    flow: "right",
    nodes: index.tasks.map(({ family }) => [family, 224, 68]),
    edges: index.edges.map(({ from, to }) => [from, to]),
  };
  const context = await contextOf(index);
  try {
    const cold = [];
    const warm = [];
    const restored = [];
    let tab = await context.newPage();
    for (let time = 0; time < TIMES; time++) {
      tab = await context.newPage();
      await tab.goto(ADDRESS);
      cold.push(await painted(tab));
      // What the page remembers is written a moment later.
      await tab.waitForFunction(`sessionStorage.getItem("pipewright.layout") !== null`);
      await tab.reload();
      warm.push(await painted(tab));
      restored.push(await tab.evaluate<number>("window.painted - window.began"));
    }
    const floor = [];
    for (let time = 0; time < TIMES; time++) {
      const empty = await context.newPage();
      await empty.goto(`${ADDRESS}empty`);
      await painted(empty);
      floor.push(await empty.evaluate<number>("window.painted - window.began"));
      await empty.close();
    }
    await tab.evaluate(script);
    const layouts = [];
    for (let time = 0; time < TIMES; time++) layouts.push(await inPage(tab, "layOut", input));
    const pan = await inPage(tab, "frames", "pan", ".graph");
    const zoom = await inPage(tab, "frames", "zoom", ".graph");
    const layout = median(layouts.map(({ ms }) => ms));
    const plainLayout = count > MOST_PLAIN ? undefined : await inPage(tab, "layOutPlainly", input);
    await inPage(tab, "drawPlainly", input, layouts[0]?.layout);
    const plainPan = median(await inPage(tab, "frames", "plain", "#plain"));
    return {
      classes: count,
      "layout ms": round(layout),
      "first paint ms": round(median(cold)),
      "warm ms": round(median(warm)),
      "restored ms": round(median(restored)),
      "empty page ms": round(median(floor)),
      "pan ms": round(median(pan)),
      "zoom ms": round(median(zoom)),
      "dagre ms": plainLayout === undefined ? "not waited for" : round(plainLayout),
      "dagre/ours": plainLayout === undefined ? "" : round(plainLayout / layout),
      "SVG pan ms": round(plainPan),
      "SVG/ours": round(plainPan / median(pan)),
    };
  } finally {
    await context.close();
  }
}

async function gridOf(columns: number, rowCount: number): Promise<Row> {
  const index = panelIndex(rowCount);
  const first = Date.UTC(2026, 0, 1);
  const values = Array.from({ length: columns }, (_, day) =>
    new Date(first + day * 86_400_000).toISOString().slice(0, 10),
  );
  const states = ["ran", "ran", "ran", "complete", "missing", "failed", "missingExternal"] as const;
  const answer: GridAnswer = {
    over: "date",
    unit: "day",
    values,
    rows: index.tasks.map(({ family }, row) => ({
      family,
      cells: values.map((date, column) => ({
        status: states[(row * 31 + column * 7) % states.length] ?? "ran",
        taskIds: [`${family}_${date}`],
        params: { date },
      })),
    })),
  };
  const context = await contextOf(index, answer);
  try {
    const shown = [];
    let tab = await context.newPage();
    for (let time = 0; time < TIMES; time++) {
      tab = await context.newPage();
      await tab.goto(ADDRESS);
      await painted(tab);
      await tab.evaluate(script);
      shown.push(
        await tab.evaluate<number>(`new Promise((resolve) => {
          const start = performance.now();
          document.querySelector("#tab-grid").click();
          const look = () =>
            document.querySelector('[data-cells="${columns * rowCount}"]') === null
              ? requestAnimationFrame(look)
              : requestAnimationFrame(() => resolve(performance.now() - start));
          look();
        })`),
      );
    }
    const scroll = await inPage(tab, "frames", "scroll", ".grid");
    return { cells: columns * rowCount, "shown ms": round(median(shown)), "scroll ms": round(median(scroll)) };
  } finally {
    await context.close();
  }
}

async function contextOf(index: TaskIndex, grid?: GridAnswer): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(watch);
  served.graph = `retry: 3600000\ndata: ${JSON.stringify(["graph", index, []])}\n\n`;
  served.grid = JSON.stringify(grid ?? null);
  return context;
}

async function painted(tab: Page): Promise<number> {
  await tab.waitForFunction("window.painted !== undefined");
  return tab.evaluate<number>("window.painted");
}

function inPage<Name extends keyof BenchApi>(
  tab: Page,
  name: Name,
  ...args: unknown[]
): Promise<Awaited<ReturnType<BenchApi[Name]>>> {
  const given = args.map((each) => JSON.stringify(each)).join(", ");
  return tab.evaluate(`window.bench.${name}(${given})`);
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function round(number: number): number {
  return Number(number.toPrecision(3));
}
