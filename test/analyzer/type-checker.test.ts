import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ownCompiler } from "../../src/analyzer/own-compiler.ts";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import { answerQuestions } from "../../src/analyzer/types/answer-questions.ts";
import { standardLibrary } from "../../src/analyzer/types/standard-library.ts";
import type { TypeRequest } from "../../src/analyzer/types/type-question.ts";
import { connectToChild } from "../../src/channel/process-channel.ts";
import type { AnalyzerApi, AnalyzerEvents, AnalyzerOptions } from "../../src/protocol/analyzer-api.ts";
import type { TaskIndex } from "../../src/protocol/task-index.ts";
import { readFreshTaskIndex } from "../../src/protocol/task-index-cache.ts";
import { TaskIndexMirror } from "../../src/protocol/task-index-mirror.ts";
import { ProjectFolder } from "./project-folder.ts";

const SCRIPT = path.resolve(import.meta.dirname, "../../src/analyzer/main.ts");
const PATIENCE = { timeout: 60_000, interval: 20 };

const PARTS = `import { Task } from "pipewright";
export class Raw extends Task {}
export class Other extends Task {}
export const parts = [Raw];
`;
const REPORT = `import { Task } from "pipewright";
import { parts } from "./parts.ts";
export class Report extends Task {
  requires() {
    return parts.map((Part) => new Part());
  }
}
`;

const edges = (index: TaskIndex | undefined) => index?.edges.map(({ from, to, confidence }) => [from, to, confidence]);
const ONE = [["Report", "Raw", "exact"]];
const TWO = [
  ["Report", "Raw", "conditional"],
  ["Report", "Other", "conditional"],
];
const BOTH = PARTS.replace("[Raw]", "[Raw, Other]");

let children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
});

function start(project: ProjectFolder, more: Partial<AnalyzerOptions> = {}) {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify({ ...project.options, ...more })], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    serialization: "advanced",
  });
  children.push(child);
  const mirror = new TaskIndexMirror();
  const events: AnalyzerEvents = { indexChanged: (change) => mirror.apply(change) };
  return { mirror, analyzer: connectToChild<AnalyzerApi, AnalyzerEvents>(child, events, "analyzer") };
}

/** An analyzer whose type checker can be watched. */
function watched(project: ProjectFolder) {
  const requests: TypeRequest[] = [];
  const ask = async (request: TypeRequest) => {
    requests.push(request);
    return answerQuestions(request, ownCompiler);
  };
  return { requests, analyzer: new ProjectAnalyzer(project.options, undefined, ask) };
}

const require = createRequire(import.meta.url);

/** A package `typescript` as npm or an editor has one; `used.txt` beside the folder tells that it was loaded. */
function typescriptIn(project: ProjectFolder, folder: string, version: string): void {
  const packed = `${folder}/node_modules/typescript`;
  project.write(`${packed}/package.json`, JSON.stringify({ name: "typescript", version }));
  const morph = require.resolve("ts-morph");
  const used = JSON.stringify(path.join(project.root, folder, "used.txt"));
  project.write(
    `${packed}/lib/typescript.js`,
    `require("node:fs").writeFileSync(${used}, ""); module.exports = require(${JSON.stringify(morph)}).ts;\n`,
  );
  for (const [name, text] of standardLibrary()) project.write(`${packed}/lib/${name}`, text);
}

describe("a TypeScript that is lent", () => {
  it("tells what syntax does not, the first one that can be asked", { timeout: 120_000 }, async () => {
    using project = new ProjectFolder({ "parts.ts": PARTS, "report.ts": REPORT });
    using elsewhere = new ProjectFolder({});
    const compilerFolders = ["broken", "new", "lent", "not-needed"].map((folder) => path.join(elsewhere.root, folder));
    elsewhere.write("broken/node_modules/typescript/package.json", JSON.stringify({ version: "5.9.3" }));
    elsewhere.write("broken/node_modules/typescript/lib/typescript.js", "module.exports = {};");
    // Without a compiler that a program could ask, as of version 7.
    elsewhere.write("new/node_modules/typescript/package.json", JSON.stringify({ version: "7.0.2" }));
    typescriptIn(elsewhere, "lent", "5.9.3");
    typescriptIn(elsewhere, "not-needed", "6.0.3");

    const { analyzer, mirror } = start(project, { compilerFolders });
    await analyzer.refresh();
    await vi.waitFor(() => expect(edges(mirror.index)).toEqual(ONE), PATIENCE);
    expect(existsSync(path.join(elsewhere.root, "lent/used.txt"))).toBe(true);
    expect(existsSync(path.join(elsewhere.root, "not-needed/used.txt"))).toBe(false);
  });

  it("is not looked for where nobody says so", { timeout: 120_000 }, async () => {
    using project = new ProjectFolder({ "parts.ts": PARTS, "report.ts": REPORT });
    typescriptIn(project, ".", "5.9.3");
    expect(edges(await start(project).analyzer.index({ types: true }))).toEqual(ONE);
    expect(existsSync(path.join(project.root, "used.txt"))).toBe(false);
  });
});

describe("what syntax does not decide", () => {
  it("is told by the type checker a little later, while the analyzer goes on answering", {
    timeout: 120_000,
  }, async () => {
    using project = new ProjectFolder({ "parts.ts": PARTS, "report.ts": REPORT });
    const { analyzer, mirror } = start(project);
    await analyzer.refresh();
    expect(mirror.index.tasks).toHaveLength(3);
    await vi.waitFor(() => expect(edges(mirror.index)).toEqual(ONE), PATIENCE);

    await analyzer.setOverlay("parts.ts", BOTH);
    expect(edges(mirror.index)).toEqual(ONE);
    await vi.waitFor(() => expect(edges(mirror.index)).toEqual(TWO), PATIENCE);
    await analyzer.setOverlay("parts.ts", undefined);
    await vi.waitFor(() => expect(edges(mirror.index)).toEqual(ONE), PATIENCE);
  });

  it("is waited for by who asks for it", { timeout: 120_000 }, async () => {
    using project = new ProjectFolder({ "parts.ts": PARTS, "report.ts": REPORT });
    expect(edges(await start(project).analyzer.index())).toEqual([]);
    expect(edges(await start(project).analyzer.index({ types: true }))).toEqual(ONE);
  });

  it("is kept: the checker is asked again only when a file that has a say has changed", async () => {
    using project = new ProjectFolder({ "parts.ts": PARTS, "report.ts": REPORT, "else.ts": "export const a = 1;\n" });
    const first = watched(project);
    await first.analyzer.index();
    expect(await readFreshTaskIndex(project.options, { types: true })).toBeUndefined();
    await first.analyzer.index({ types: true });
    await first.analyzer.index({ types: true });
    expect(first.requests).toHaveLength(1);
    expect(edges(await readFreshTaskIndex(project.options, { types: true }))).toEqual(ONE);

    const second = watched(project);
    project.write("else.ts", "export const a = 2;\n");
    project.write("report.ts", `// With its own words.\n\n${REPORT}`);
    await second.analyzer.index();
    expect(edges(await second.analyzer.index())).toEqual(ONE);
    project.write("parts.ts", BOTH);
    expect(edges(await second.analyzer.index({ types: true }))).toEqual(TWO);
    expect(second.requests).toHaveLength(1);
  });

  it("is left open where there is no answer, and nothing is asked where everything is clear", async () => {
    using project = new ProjectFolder({ "parts.ts": PARTS, "report.ts": REPORT.replace("new Part()", "new Part!()") });
    const failing = new ProjectAnalyzer(project.options, undefined, () => Promise.reject(new Error("out of memory")));
    expect(edges(await failing.index({ types: true }))).toEqual([]);

    project.remove("report.ts");
    const { analyzer, requests } = watched(project);
    expect((await analyzer.index({ types: true })).tasks).toHaveLength(2);
    expect(requests).toEqual([]);
  });

  it("can be cancelled", async () => {
    using project = new ProjectFolder({ "parts.ts": PARTS, "report.ts": REPORT });
    const asked = Promise.withResolvers<AbortSignal>();
    const analyzer = new ProjectAnalyzer(project.options, undefined, (_, signal) => {
      asked.resolve(signal);
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("cancelled")));
      });
    });
    const answer = analyzer.index({ types: true });
    const signal = await asked.promise;
    analyzer.cancel();
    expect(edges(await answer)).toEqual([]);
    expect(signal.aborted).toBe(true);
  });
});
