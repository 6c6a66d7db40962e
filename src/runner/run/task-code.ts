import type { PlanTask } from "../../protocol/plan.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import { readTaskCode } from "../../protocol/task-index-cache.ts";
import { indexCacheFile } from "../project/find-tasks.ts";
import type { Project } from "../project/project.ts";
import type { RunRecorder } from "./run-recorder.ts";

/** The code that a run's tasks are made by. */
export class TaskCode {
  readonly #hashes: ReadonlyMap<string, string>;
  readonly #project: Project;

  constructor(project: Project, { tasks }: TaskIndex) {
    this.#project = project;
    this.#hashes = new Map(tasks.flatMap(({ family, codeHash }) => (codeHash ? [[family, codeHash]] : [])));
  }

  /** By family, the hashes of the code of some tasks. */
  of(tasks: readonly Pick<PlanTask, "family">[]): Record<string, string> {
    const families = new Set(tasks.map(({ family }) => family));
    return Object.fromEntries([...families].flatMap((family) => this.#entry(family)));
  }

  #entry(family: string): (readonly [string, string])[] {
    const hash = this.#hashes.get(family);
    return hash === undefined ? [] : [[family, hash]];
  }

  /** Keeps the pieces of code that are new, so that it can be told one day what has changed in them. */
  async keep(tasks: readonly Pick<PlanTask, "family">[], { lineage }: Pick<RunRecorder, "lineage">): Promise<void> {
    const hashes = this.of(tasks);
    const missing = lineage.missingCode(Object.values(hashes));
    if (missing.size === 0) return;
    const code = await readTaskCode(indexCacheFile(this.#project));
    for (const [family, hash] of Object.entries(hashes)) {
      const pieces = code.get(family);
      if (missing.has(hash) && pieces !== undefined) lineage.keepCode(hash, pieces);
    }
  }
}
