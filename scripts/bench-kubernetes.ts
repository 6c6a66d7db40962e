// What tasks in pods cost: `npm run bench:kubernetes`
//
//   npm run bench:kubernetes -- --tasks 500                through a real cluster, which the kit starts: see
//                                                          scripts/test-kubernetes.ts; all that its API server is asked counts
//   npm run bench:kubernetes -- --tasks 100000 --pods 5000 with an API that is played, and so many pods at once
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { keepFigures } from "./bench/figures.ts";
import { measure } from "./bench/measure.ts";
import { writeBenchProject } from "./bench/write-bench-project.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const CLI = path.join(ROOT, "dist/cli.js");
/** A pod that is played is there so long: as many at once as are wanted have to be started meanwhile. */
const POD_MS = 30_000;

const { values } = parseArgs({ options: { tasks: { type: "string" }, pods: { type: "string" } } });
const tasks = Number(values.tasks ?? 500);
const RUN = [CLI, "run", "FanOut", "--count", String(tasks), "--on", "kubernetes", "--json"];
const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-bench-"));
try {
  if (values.pods === undefined) await inCluster();
  else await inPlayed(Number(values.pods));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function inPlayed(pods: number): Promise<void> {
  const server = spawn(process.execPath, [path.join(ROOT, "scripts/bench/fake-cluster.ts"), String(POD_MS)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = (await once(createInterface({ input: server.stdout as NodeJS.ReadableStream }), "line")) as [string];
    writeBenchProject(folder);
    const volumes = [{ name: "data", mountPath: "data", hostPath: { path: path.join(folder, "data") } }];
    const kubernetes = { image: "played", maxJobs: pods, volumes };
    writeFileSync(path.join(folder, "pipewright.config.json"), JSON.stringify({ tasks: ["tasks/*.ts"], kubernetes }));
    const named = (kind: string, value: object) => ({ name: "played", [kind]: value });
    const config = {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "played",
      clusters: [named("cluster", { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true })],
      users: [named("user", {})],
      contexts: [named("context", { cluster: "played", user: "played" })],
    };
    writeFileSync(path.join(folder, "kubeconfig"), JSON.stringify(config));
    process.env.KUBECONFIG = path.join(folder, "kubeconfig");
    const { seconds, peak, childPeak } = await measure(folder, RUN);
    const stats = (await (await fetch(`http://127.0.0.1:${port}/stats`)).json()) as Record<string, number> & {
      calls: Record<string, number>;
    };
    const { calls, events = 0, eventBytes = 0, mostPods, mostLogs } = stats;
    const rows = [
      {
        tasks,
        "pods at once": mostPods,
        "logs at once": mostLogs,
        seconds: Math.round(seconds),
        "calls per task": perTask(Object.values(calls).reduce((sum, count) => sum + count, 0)),
        "events per task": perTask(events),
        "KB of events per task": perTask(eventBytes / 1000),
        "events per second": Math.round(events / seconds),
        "coordinator MB": peak,
        "planning worker MB": childPeak,
      },
    ];
    console.table(rows);
    console.table(calls);
    keepFigures("kubernetes-played", rows);
  } finally {
    server.kill();
  }
}

async function inCluster(): Promise<void> {
  const kit = (process.env.PIPEWRIGHT_KUBERNETES_KIT ??= path.join(ROOT, "../shared/kubernetes"));
  const state = path.join(folder, "kit");
  process.env.KUBECONFIG = path.join(folder, "kubeconfig");
  try {
    call(path.join(kit, "up"), [state, process.env.KUBECONFIG]);
    const source = path.join(folder, "source");
    writeBenchProject(source);
    const { PodsProject } = await import("../test/kubernetes/pods-project.ts");
    // A node has to come to the last of them.
    const project = new PodsProject({ source, kubernetes: { startTimeout: 600 } });
    project.makeImage();
    const before = asked(state);
    const { seconds } = await measure(project.folder, RUN);
    const after = asked(state);
    project.remove();
    const rows = [...after]
      .map(([request, count]) => ({ request, "per task": perTask(count - (before.get(request) ?? 0)) }))
      .filter((row) => row["per task"] >= 0.01)
      .sort((one, other) => other["per task"] - one["per task"]);
    console.log(`${tasks} tasks in ${Math.round(seconds)} s, ${perTask(seconds)} s each`);
    console.table(rows);
    keepFigures("kubernetes-cluster", [{ tasks, seconds: Math.round(seconds), "s per task": perTask(seconds) }]);
    keepFigures("kubernetes-requests", rows);
  } finally {
    spawnSync(path.join(kit, "down"), [state], { stdio: "inherit" });
  }
}

/** What the API server was asked so far, by whomever in the cluster. */
function asked(state: string): Map<string, number> {
  const kubectl = path.join(state, "debian/usr/bin/kubectl");
  const told = call(kubectl, ["--kubeconfig", process.env.KUBECONFIG ?? "", "get", "--raw", "/metrics"]);
  const counts = new Map<string, number>();
  for (const [, labels = "", count] of told.matchAll(/^apiserver_request_total\{(.*)\} (\S+)$/gm)) {
    const label = (name: string) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? "";
    const request = `${label("verb")} ${[label("resource"), label("subresource")].filter(Boolean).join("/")}`;
    counts.set(request, (counts.get(request) ?? 0) + Number(count));
  }
  return counts;
}

function call(program: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(program, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 27,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}`);
  return stdout;
}

function perTask(count: number): number {
  return Math.round((count / tasks) * 100) / 100;
}
