import type { Problem, TaskIndex } from "./task-index.ts";
import type { FilePart, TaskIndexChange } from "./task-index-change.ts";

/** The index of another process, kept the same by what that tells. */
export class TaskIndexMirror {
  #parts = new Map<string, FilePart>();
  #problems: readonly Problem[] = [];
  #index: TaskIndex | undefined;

  apply({ reset, files, problems }: TaskIndexChange): void {
    if (reset) this.#parts = new Map();
    let sorted = true;
    for (const [file, part] of files) {
      if (part === null) {
        this.#parts.delete(file);
        continue;
      }
      sorted &&= this.#parts.has(file);
      this.#parts.set(file, part);
    }
    if (!sorted) this.#parts = new Map([...this.#parts].sort(([a], [b]) => (a < b ? -1 : 1)));
    this.#problems = problems ?? this.#problems;
    this.#index = undefined;
  }

  get index(): TaskIndex {
    if (this.#index === undefined) {
      const parts = [...this.#parts.values()];
      this.#index = {
        tasks: parts.flatMap(({ tasks }) => tasks),
        bases: parts.flatMap(({ bases }) => bases),
        edges: parts.flatMap(({ edges }) => edges),
        problems: this.#problems,
      };
    }
    return this.#index;
  }
}
