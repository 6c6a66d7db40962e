// Plays a Kubernetes API to one coordinator: Jobs that are posted get a pod, which is scheduled, runs and succeeds, and all
// of it is told to whoever watches. Says at /stats what it was asked. `node fake-cluster.ts POD_MS`
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { V1Job, V1Pod } from "@kubernetes/client-node";
import { podLine } from "../../src/runner/kubernetes/pod-line.ts";

const POD_MS = Number(process.argv[2]);
const DONE = podLine({ outcome: { status: "ended", ends: [{ status: "done", made: [] }] } });

const watchers = { jobs: new Set<ServerResponse>(), pods: new Set<ServerResponse>() };
const ends = new Map<string, Promise<unknown>>();
const calls: Record<string, number> = {};
const stats = { events: 0, eventBytes: 0, podsNow: 0, mostPods: 0, logsNow: 0, mostLogs: 0 };
let version = 1;

const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as { port: number };
  process.stdout.write(`${port}\n`);
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "", "http://localhost");
  if (url.pathname === "/stats") return void response.end(JSON.stringify({ ...stats, calls }));
  const kind = url.pathname.endsWith("/jobs") ? "jobs" : "pods";
  const isLog = url.pathname.endsWith("/log");
  const verb = url.searchParams.has("watch") ? "WATCH" : request.method === "GET" && !isLog ? "LIST" : request.method;
  const name = isLog ? "GET pods/log" : `${verb} ${kind}`;
  calls[name] = (calls[name] ?? 0) + 1;
  if (isLog) return giveLog(url.pathname.split("/").at(-2) ?? "", response);
  response.setHeader("content-type", "application/json");
  if (request.method === "POST") {
    const job = JSON.parse(await text(request)) as V1Job;
    Object.assign(job.metadata ?? {}, { uid: randomUUID(), resourceVersion: String(version++) });
    response.statusCode = 201;
    response.end(JSON.stringify(job));
    void live(job);
  } else if (verb === "WATCH") {
    watchers[kind].add(response);
    response.once("close", () => watchers[kind].delete(response));
    response.flushHeaders();
  } else response.end(JSON.stringify({ metadata: { resourceVersion: String(version) }, items: [] }));
}

async function giveLog(pod: string, response: ServerResponse): Promise<void> {
  stats.mostLogs = Math.max(stats.mostLogs, ++stats.logsNow);
  response.flushHeaders();
  await ends.get(pod);
  response.end(DONE);
  stats.logsNow--;
}

/** As a cluster tells it: four events of the pod, three of the Job. */
async function live(job: V1Job): Promise<void> {
  const name = `${job.metadata?.name}-${randomUUID().slice(0, 5)}`;
  const owner = { apiVersion: "batch/v1", kind: "Job", name: job.metadata?.name ?? "", uid: job.metadata?.uid ?? "" };
  const { labels, annotations } = job.spec?.template.metadata ?? {};
  const pod: V1Pod = {
    metadata: { labels, annotations, name, uid: randomUUID(), ownerReferences: [owner] },
    spec: job.spec?.template.spec,
    status: { phase: "Pending" },
  };
  stats.mostPods = Math.max(stats.mostPods, ++stats.podsNow);
  const end = Promise.withResolvers<void>();
  ends.set(name, end.promise);
  tell("jobs", "ADDED", job);
  tell("pods", "ADDED", pod);
  await sleep(5);
  Object.assign(pod.spec ?? {}, { nodeName: "node-1" });
  tell("pods", "MODIFIED", pod);
  tell("jobs", "MODIFIED", Object.assign(job, { status: { active: 1 } }));
  await sleep(5);
  const status = { name: pod.spec?.containers[0]?.name ?? "", image: "", imageID: "", ready: true, restartCount: 0 };
  const running = { ...status, state: { running: { startedAt: new Date() } } };
  tell("pods", "MODIFIED", Object.assign(pod, { status: { phase: "Running", containerStatuses: [running] } }));
  await sleep(POD_MS);
  end.resolve();
  const ended = { ...status, state: { terminated: { exitCode: 0, reason: "Completed" } } };
  tell("pods", "MODIFIED", Object.assign(pod, { status: { phase: "Succeeded", containerStatuses: [ended] } }));
  const conditions = [{ type: "Complete", status: "True" }];
  tell("jobs", "MODIFIED", Object.assign(job, { status: { succeeded: 1, conditions } }));
  stats.podsNow--;
  await sleep(60_000);
  ends.delete(name);
}

function tell(kind: keyof typeof watchers, type: string, object: V1Job | V1Pod): void {
  Object.assign(object.metadata ?? {}, { resourceVersion: String(version++) });
  const line = `${JSON.stringify({ type, object })}\n`;
  for (const watcher of watchers[kind]) {
    watcher.write(line);
    stats.events++;
    stats.eventBytes += line.length;
  }
}
