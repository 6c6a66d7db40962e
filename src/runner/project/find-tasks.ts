import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";
import { connectToChild } from "../../channel/process-channel.ts";
import type { AnalyzerApi, AnalyzerOptions } from "../../protocol/analyzer-api.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import { readFreshTaskIndex } from "../../protocol/task-index-cache.ts";
import { makeStateFolder } from "./load-project.ts";
import { ownProgram } from "./own-program.ts";
import type { Project } from "./project.ts";

/**
 * The project's task classes: as the analyzer left them the last time, or, when a file has changed since, from the
 * analyzer itself. None of the user's code is run.
 *
 * @param how `signal` ends the analyzer; with `types`, the edges are there too that only the type checker tells of
 */
export async function loadTaskIndex(project: Project, how: LoadingOptions = {}): Promise<TaskIndex> {
  const options = analyzerOptions(project);
  return (await readFreshTaskIndex(options, how)) ?? (await askAnalyzer(project, options, how));
}

interface LoadingOptions {
  readonly signal?: AbortSignal;
  readonly types?: boolean;
}

function analyzerOptions(project: Project): AnalyzerOptions {
  const { tasks, exclude } = project.config;
  return { root: project.root, include: tasks, exclude, cacheFile: indexCacheFile(project) };
}

/** Where the analyzer leaves the index, and the code of its tasks. */
export function indexCacheFile({ stateDir }: Project): string {
  return path.join(stateDir, "cache", "task-index.json");
}

async function askAnalyzer(
  project: Project,
  options: AnalyzerOptions,
  { signal, types }: LoadingOptions,
): Promise<TaskIndex> {
  await makeStateFolder(project);
  const child = spawn(process.execPath, [ownProgram("analyzer.js"), JSON.stringify(options)], {
    cwd: project.root,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
    windowsHide: true,
    signal,
  });
  const said = child.stderr === null ? "" : text(child.stderr);
  try {
    return await connectToChild<AnalyzerApi, object>(child, {}, "analyzer").index({ types });
  } catch (error) {
    child.kill(); // what it said ends with it
    throw new Error(`The analyzer failed: ${(error as Error).message}\n${await said}`.trimEnd(), { cause: error });
  } finally {
    child.kill();
  }
}
