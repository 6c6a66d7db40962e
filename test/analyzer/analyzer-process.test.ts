import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { connectToChild } from "../../src/channel/process-channel.ts";
import type { AnalyzerApi, AnalyzerEvents, AnalyzerOptions } from "../../src/protocol/analyzer-api.ts";
import { TaskIndexMirror } from "../../src/protocol/task-index-mirror.ts";
import { ProjectFolder } from "./project-folder.ts";

const SCRIPT = path.resolve(import.meta.dirname, "../../src/analyzer/main.ts");
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

function start(options: AnalyzerOptions): ChildProcess {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(options)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  started.push(child);
  return child;
}

it("answers over its channel, and ends when that closes", async () => {
  using project = new ProjectFolder({
    "raw.ts": 'import { Task } from "pipewright";\nexport class Raw extends Task {}\n',
  });
  const child = start(project.options);
  const mirror = new TaskIndexMirror();
  const events: AnalyzerEvents = { indexChanged: (change) => mirror.apply(change) };
  const analyzer = connectToChild<AnalyzerApi, AnalyzerEvents>(child, events, "analyzer");
  expect((await analyzer.index()).tasks.map(({ family }) => family)).toEqual(["Raw"]);

  await analyzer.refresh();
  expect(mirror.index.tasks.map(({ family }) => family)).toEqual(["Raw"]);
  const text = 'import { Task } from "pipewright";\nexport class Sales extends Task {}\n';
  await analyzer.setOverlay("raw.ts", text);
  expect(mirror.index.tasks.map(({ family }) => family)).toEqual(["Sales"]);

  const exit = once(child, "exit");
  child.disconnect();
  expect(await exit).toEqual([0, null]);
});

it("never runs what it reads", async () => {
  using project = new ProjectFolder({
    "bad.ts":
      'import { Task } from "pipewright";\nprocess.exit(1);\nexport class Bad extends Task { static x = process.exit(2); }\n',
  });
  const child = start(project.options);
  const analyzer = connectToChild<AnalyzerApi, object>(child, {}, "analyzer");
  expect((await analyzer.index()).tasks.map(({ family }) => family)).toEqual(["Bad"]);
  expect(child.exitCode).toBeNull();
});
