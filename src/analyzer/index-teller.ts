import type { Problem } from "../protocol/task-index.ts";
import type { FilePart, TaskIndexChange } from "../protocol/task-index-change.ts";

/** An index by file. */
export interface Found {
  readonly parts: ReadonlyMap<string, FilePart>;
  readonly problems: readonly Problem[];
}

/** Tells how the index changes, and remembers what it has told. */
export class IndexTeller {
  readonly #tell: (change: TaskIndexChange) => void;
  #told: ReadonlyMap<string, FilePart> | undefined;
  #problems: readonly Problem[] = [];

  constructor(tell: (change: TaskIndexChange) => void) {
    this.#tell = tell;
  }

  tell({ parts, problems }: Found): void {
    const reset = this.#told === undefined;
    const told = this.#told ?? new Map<string, FilePart>();
    const files: [string, FilePart | null][] = [];
    for (const [file, part] of parts) if (reset || !isSame(told.get(file), part)) files.push([file, part]);
    for (const file of told.keys()) if (!parts.has(file)) files.push([file, null]);
    const otherProblems =
      problems.length !== this.#problems.length || problems.some((problem, at) => !isSame(problem, this.#problems[at]));
    this.#told = parts;
    this.#problems = problems;
    if (!reset && files.length === 0 && !otherProblems) return;
    this.#tell({ ...(reset && { reset }), files, ...(otherProblems && { problems }) });
  }
}

/** Mostly the very same object: only what a changed file has to do with was made anew. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
