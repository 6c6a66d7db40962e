import type { CodePiece } from "./code-piece.ts";
import type { OutputFact } from "./output-fact.ts";
import type { TaskRef } from "./run-event.ts";

/** One making of a task's outputs: by which code, by which run, of what. */
export interface Making extends TaskRef {
  /** Grows with time: the task run that made them. */
  readonly taskRun: number;
  readonly run: {
    readonly runId: string;
    readonly command: "run" | "backfill";
    /** What was asked for. */
    readonly family: string;
    readonly range?: { readonly over: string; readonly from: string; readonly to: string };
  };
  /** ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly attempts: number;
  /** Relative to the project's folder. */
  readonly log?: string;
  /** Absent where it was not known. */
  readonly code?: { readonly hash: string; readonly pieces: readonly CodePiece[] };
  readonly outputs: readonly OutputFact[];
  readonly inputs: readonly MakingInput[];
  /** Its outputs have been made again since. */
  readonly isOld: boolean;
  /** They were set aside then, or removed. */
  readonly setAside?: string;
}

export interface MakingInput {
  readonly taskId: string;
  /** The making that was read; absent where no run is known to have made it. */
  readonly taskRun?: number;
}

/** What made an output, and all that it was made of. */
export interface Explanation {
  readonly making: Making;
  /** Without it, all that it was made of, directly or not; what was made first comes first. */
  readonly upstream: readonly Making[];
  /** Why the outputs are stale now; empty where they are not. */
  readonly stale: readonly string[];
}
