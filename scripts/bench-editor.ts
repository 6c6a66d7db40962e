// How long the extension takes to start, and to follow what is typed, in the real workbench with 2,000 task classes:
// `npm run bench:editor [-- STARTS]`; 20 starts when not given. Times are measured in
// the extension host, of VS Code's own marks and of what the extension draws.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "esbuild";
import { generateWorkspace } from "../test/support/generate-workspace.ts";
import { startServer } from "../test/vscode/host/server.ts";
import { openWorkbench } from "../test/vscode/host/workbench.ts";
import type { HostFigures } from "./bench/editor-in-host.ts";
import { keepFigures } from "./bench/figures.ts";

const root = path.resolve(import.meta.dirname, "..");
const TASKS = 2000;
const starts = Number(process.argv[2] ?? 20);
// Within the repository, where `pipewright` resolves.
const folder = mkdtempSync(path.join(root, "artifacts/bench-editor-"));
const bundle = path.join(root, "artifacts/bench-editor.cjs");

try {
  await build({
    absWorkingDir: root,
    entryPoints: ["scripts/bench/editor-in-host.ts"],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
  });
  generateWorkspace(folder, TASKS);
  writeFileSync(path.join(folder, "pipewright.config.json"), '{ "tasks": ["tasks/*.ts"] }\n');
  const all: HostFigures[] = [];
  while (all.length < starts) all.push(await start(all.length === 0));
  const startRows = [
    { what: "loading the extension's code", ...spread(all.map(({ load }) => load)) },
    { what: "`activate()`", ...spread(all.map(({ activate }) => activate)) },
  ];
  const typing = all[0]?.typing ?? [];
  const typingRows = [
    { what: "from an edit to its CodeLenses", ...spread(typing.map(({ lenses }) => lenses)) },
    { what: "from an edit to its decorations", ...spread(typing.map(({ decorations }) => decorations)) },
    { what: "the host is blocked", ...spread(typing.map(({ blocked }) => blocked)) },
    { what: "the same for TypeScript of no project", ...spread(typing.map(({ blockedWithout }) => blockedWithout)) },
  ];
  console.table(startRows);
  console.table(typingRows);
  keepFigures("editor-start", startRows);
  keepFigures("editor-typing", typingRows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One start of the workbench, with a server of its own. */
async function start(typing: boolean): Promise<HostFigures> {
  const server = await startServer({ driver: true, env: { BENCH_TYPING: typing ? "1" : "" } });
  try {
    const workbench = await openWorkbench(server, { folder, developmentPath: root, testsPath: bundle });
    const file = path.join(server.root, "figures.json");
    while (!existsSync(file)) await sleep(100);
    await workbench.close();
    return JSON.parse(readFileSync(file, "utf8")) as HostFigures;
  } finally {
    await server.stop();
  }
}

function spread(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1));
  return { times: times.length, "median ms": at(0.5), "95 % ms": at(0.95), "longest ms": at(1) };
}
