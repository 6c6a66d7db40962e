// How long the analyzer takes for thousands of task files: `npm run bench:analyzer [-- COUNT …]`; 200, 2,000 and 10,000
// when not given. Needs `npm run build`. Times are told as ratios to reading and hashing the same files, too.
import { type ChildProcess, spawn } from "node:child_process";
import { hash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { glob } from "tinyglobby";
import { connectToChild } from "../src/channel/process-channel.ts";
import {
  ANALYZER_NODE_FLAGS,
  type AnalyzerApi,
  type AnalyzerEvents,
  type AnalyzerOptions,
} from "../src/protocol/analyzer-api.ts";
import { TaskIndexMirror } from "../src/protocol/task-index-mirror.ts";
import { generateWorkspace } from "../test/support/generate-workspace.ts";
import { keepFigures } from "./bench/figures.ts";

const EDITS = 100;
const ANALYZER = path.resolve(import.meta.dirname, "../dist/analyzer.js");

interface Session {
  readonly child: ChildProcess;
  readonly analyzer: AnalyzerApi;
  readonly mirror: TaskIndexMirror;
  /** Until the process had told of its first tasks. */
  first?: number;
  /** Until it had told of all. */
  all: number;
}

async function open(options: AnalyzerOptions): Promise<Session> {
  const begin = performance.now();
  const child = spawn(process.execPath, [...ANALYZER_NODE_FLAGS, ANALYZER, JSON.stringify(options)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    serialization: "advanced",
  });
  const mirror = new TaskIndexMirror();
  const events: AnalyzerEvents = {
    indexChanged: (change) => {
      mirror.apply(change);
      if (mirror.index.tasks.length > 0) session.first ??= performance.now() - begin;
    },
  };
  const session: Session = { child, mirror, analyzer: connectToChild(child, events, "analyzer"), all: 0 };
  await session.analyzer.refresh();
  session.all = performance.now() - begin;
  return session;
}

async function close({ child }: Session): Promise<void> {
  const exit = once(child, "exit");
  child.disconnect();
  await exit;
}

/** The most memory that the process ever had, where the system tells. */
function peakMegabytes({ child }: Session): number {
  const status = os.platform() === "linux" ? readFileSync(`/proc/${child.pid}/status`, "utf8") : "";
  return Math.round(Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024);
}

async function readAndHash(root: string): Promise<number> {
  const begin = performance.now();
  for (const file of await glob(["**/*.ts"], { cwd: root })) hash("sha1", readFileSync(path.join(root, file)));
  return performance.now() - begin;
}

/** From the keystroke to the index that has it, with the way to the other process and back. */
async function edits({ analyzer, mirror }: Session, root: string, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const file = `tasks/task-${Math.floor((edit / EDITS) * count)}.ts`;
    const text = readFileSync(path.join(root, file), "utf8");
    const begin = performance.now();
    await analyzer.setOverlay(file, text.replace("output()", `extra${edit}() { return ${edit}; }\n  output()`));
    if (mirror.index.tasks.length !== count) throw new Error(`${mirror.index.tasks.length} tasks, not ${count}`);
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b);
}

async function measure(count: number) {
  const root = mkdtempSync(path.join(os.tmpdir(), "pipewright-analyzer-"));
  try {
    generateWorkspace(root, count);
    const cacheFile = path.join(root, ".pipewright/cache/task-index.json");
    const options: AnalyzerOptions = { root, include: ["**/*.ts"], exclude: [], cacheFile };
    await readAndHash(root);
    const base = await readAndHash(root);

    const cold = await open(options);
    const times = await edits(cold, root, count);
    const memory = peakMegabytes(cold);
    await cold.analyzer.index(); // which is kept
    await close(cold);
    const warm = await open(options);
    await close(warm);

    const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
    const ratio = (time: number) => Number((time / base).toFixed(1));
    return {
      "task files": count,
      "read and hash ms": Math.round(base),
      "first tasks ms": Math.round(cold.first ?? Number.NaN),
      "cold ms": Math.round(cold.all),
      "cold ratio": ratio(cold.all),
      "warm ms": Math.round(warm.all),
      "warm ratio": ratio(warm.all),
      "edit p50 ms": Math.round(at(0.5)),
      "edit p95 ms": Math.round(at(0.95)),
      "peak MB": memory,
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const given = process.argv.slice(2).map(Number);
const rows = [];
for (const count of given.length > 0 ? given : [200, 2000, 10_000]) rows.push(await measure(count));
console.log(
  `${os.cpus().length} × ${os.cpus()[0]?.model ?? "unknown processor"}, Node ${process.versions.node}, ${os.platform()}`,
);
console.table(rows);
keepFigures("analyzer", rows);
