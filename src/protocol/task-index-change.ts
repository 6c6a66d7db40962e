import type { BaseClass, Problem, TaskClass, TaskEdge } from "./task-index.ts";

/** What the index has of one file. */
export interface FilePart {
  readonly tasks: readonly TaskClass[];
  readonly bases: readonly BaseClass[];
  /** Those of its tasks. */
  readonly edges: readonly TaskEdge[];
}

/** How the index differs from what was told before: a keystroke changes a file or two of thousands. */
export interface TaskIndexChange {
  /** Nothing that was told before counts. */
  readonly reset?: true;
  /** `null`: nothing is left of it. */
  readonly files: readonly (readonly [file: string, part: FilePart | null])[];
  /** All problems; absent where they are the same. */
  readonly problems?: readonly Problem[];
}
