import type { BackfillDate, BackfillRecord } from "./backfill-record.ts";
import type { RunRecord, TaskRunRecord } from "./history-record.ts";
import type { RangeUnit, TaskDescription } from "./parameter-description.ts";
import type { PlanSummary, PlanTask } from "./plan.ts";
import type { PodPlace } from "./pod-place.ts";
import type { RunPlace } from "./run-place.ts";
import type { TaskIndex } from "./task-index.ts";

/** How a node of the class graph is drawn: its last status, or what the run in progress does with it. */
export interface NodeStatus {
  readonly family: string;
  readonly status: TaskRunRecord["status"] | "waiting" | "retrying" | "neverRan";
  /** How the last run of each of the class's tasks ended, or, while a run goes on, of its tasks in that run. */
  readonly counts: Readonly<Record<string, number>>;
  /** In words, for the node's second line: `3 ran · 2 h ago · 1.2 s`. */
  readonly note: string;
  /** How many of its complete tasks are stale; absent where none is, or where that is not known yet. */
  readonly stale?: number;
}

export type PageName = "graph" | "grid" | "backfill" | "runs";

/** What the host tells the page. The host holds the truth: a hidden page loses what it is told, and asks `ready` again. */
export interface PanelEvents {
  graph(index: TaskIndex, statuses: readonly NodeStatus[]): void;
  statuses(statuses: readonly NodeStatus[]): void;
  unavailable(reason: string): void;
  /** Something was recorded: what a page shows of the history may be old. */
  historyChanged(): void;
  /** The class that the editor's cursor stands in. */
  cursor(family: string): void;
  /** Somebody wants a page, about a class or a run. */
  open(page: PageName, about: { readonly family?: string; readonly runId?: string; readonly near?: boolean }): void;
}

/** What is asked of a task: its parameters in text form, and a range where it is about many. */
export interface TaskAsk {
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  readonly range?: RangeAsk;
}

export interface RangeAsk {
  readonly over: string;
  readonly from: string;
  readonly to: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}

export interface PlanAsk extends TaskAsk {
  /** Looks below complete tasks too. */
  readonly deep?: boolean;
  /** As if what is asked for were not complete. */
  readonly force?: boolean;
  /** Plans the tasks too that failed so often that they are disabled. */
  readonly retryDisabled?: boolean;
  /** As if what is stale were not complete. */
  readonly stale?: boolean;
}

/** What the runner would do. */
export interface PlanAnswer {
  readonly tasks: readonly PlanTask[];
  readonly summary: PlanSummary;
  readonly warnings: readonly string[];
  /** By family: the median of earlier durations, in milliseconds. */
  readonly usualMs: Readonly<Record<string, number>>;
  /** The values of the range, and the taskId of each. */
  readonly range?: { readonly over: string; readonly values: readonly string[]; readonly taskIds: readonly string[] };
}

/** How a cell of the grid stands. `missing`: a run would make it. `unknown`: neither planned nor in the history. */
export type CellStatus = TaskRunRecord["status"] | "missing" | "complete" | "unknown";

/** What the grid knows of one class at one value: one task mostly, several where a value stands for many. */
export interface GridCell {
  readonly status: CellStatus;
  readonly taskIds: readonly string[];
  readonly params: Readonly<Record<string, string>>;
  /** The runner's words: why it would run, or that it is complete. */
  readonly reason?: string;
  /** Why it is stale though it is complete; absent where it is not. */
  readonly stale?: readonly string[];
}

export interface GridRow {
  readonly family: string;
  /** One for each value of the grid. */
  readonly cells: readonly (GridCell | null)[];
}

export interface GridAnswer {
  readonly over: string;
  readonly unit: RangeUnit;
  /** The earliest first. */
  readonly values: readonly string[];
  /** The class that was asked for is first, what it needs comes after. */
  readonly rows: readonly GridRow[];
}

/** A try at a task, on the worker that made it. */
export interface Attempt {
  readonly taskId: string;
  readonly attempt: number;
  readonly status: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  /** What tells one worker process from another. */
  readonly worker?: string;
  /** The pod that it was made in; absent where it was a process of this machine, or before there is one. */
  readonly pod?: PodPlace;
  /** Relative to the project's folder. */
  readonly log: string;
  readonly error?: string;
}

export interface RunDetail {
  readonly run: RunRecord;
  readonly tasks: readonly TaskRunRecord[];
  readonly attempts: readonly Attempt[];
  /** By family: the median of the durations in earlier runs, in milliseconds. */
  readonly usualMs: Readonly<Record<string, number>>;
}

/** A piece of a log, from where the reader left off. */
export interface LogPiece {
  readonly text: string;
  /** Where to go on, in bytes. */
  readonly next: number;
}

/** What the project's configuration says of its runs. */
export interface ProjectSettings {
  /** How many tasks run at once on this machine. */
  readonly workers: number;
  /** Where runs go that say nothing of it; absent: on this machine. */
  readonly on?: RunPlace;
  /** Absent where no image is set, and nothing can run on a cluster. */
  readonly kubernetes?: {
    readonly image: string;
    /** How many pods at once. */
    readonly maxJobs: number;
    readonly context?: string;
    readonly namespace?: string;
  };
}

/** Questions: they change nothing, and are `GET` requests in a browser. */
export interface PanelQueries {
  runs(ask: { readonly limit: number; readonly family?: string }): Promise<readonly RunRecord[]>;
  runDetail(ask: { readonly runId: string }): Promise<RunDetail | undefined>;
  /** Every run of one task, the latest first. */
  taskRuns(ask: { readonly taskId: string; readonly limit: number }): Promise<readonly TaskRunRecord[]>;
  /** The names of its outputs, whether they are there or not. @param ask with all of its parameters */
  outputs(ask: TaskAsk): Promise<readonly string[]>;
  log(ask: { readonly file: string; readonly from: number }): Promise<LogPiece>;
  /** With `plan`, whether the outputs exist; without, what the history says alone, which is there at once. */
  grid(ask: TaskAsk & { readonly range: RangeAsk; readonly plan: boolean }): Promise<GridAnswer>;
  plan(ask: PlanAsk): Promise<PlanAnswer>;
  describe(ask: { readonly family: string }): Promise<TaskDescription>;
  settings(ask: object): Promise<ProjectSettings>;
  backfills(ask: { readonly limit: number }): Promise<readonly BackfillRecord[]>;
  backfill(ask: { readonly backfillId: string }): Promise<
    | {
        readonly backfill: BackfillRecord;
        readonly dates: readonly BackfillDate[];
      }
    | undefined
  >;
}

/** What is wanted done: `POST` requests in a browser. */
export interface PanelActions {
  /** Starts it; how it goes is told by the history. */
  start(ask: RunAsk): Promise<void>;
  /** Cancels a run, whoever started it. */
  stop(ask: { readonly runId: string }): Promise<void>;
  /** Starts nothing new in a backfill; what runs comes to its end. */
  pause(ask: { readonly backfillId: string }): Promise<void>;
}

export interface RunAsk extends TaskAsk {
  readonly workers?: number;
  /** Where it runs; absent: where the editor sends runs, or on this machine. */
  readonly on?: RunPlace;
  /** No task begins any more after the first failure. */
  readonly stopOnFailure?: boolean;
  /** Tries the tasks too that failed so often that they are disabled. */
  readonly retryDisabled?: boolean;
  /** Makes what is asked for again, complete or not. */
  readonly force?: boolean;
  /** Makes what is stale again, wherever it is met. */
  readonly stale?: boolean;
  /** A stored backfill that goes on; what it is of is known. */
  readonly backfillId?: string;
  /** With `backfillId`: only what failed, or waits for what failed. */
  readonly onlyFailed?: boolean;
}

/** What only an editor can do; a browser has no part in it. */
export interface EditorActions {
  reveal(ask: { readonly family: string }): Promise<void>;
  /** Asks for what is missing by itself, then runs. */
  runTask(ask: { readonly family: string }): Promise<void>;
  debugTask(ask: { readonly family: string }): Promise<void>;
  /** Relative to the project's folder; from 1. With an end, all in between is selected. */
  revealLine(ask: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endLine?: number;
    readonly endColumn?: number;
  }): Promise<void>;
  openTerminal(ask: { readonly command: string }): Promise<void>;
  saveFile(ask: { readonly name: string; readonly base64: string }): Promise<void>;
}

/** All that the page can ask of its host, which trusts none of it. */
export interface PanelApi extends PanelQueries, PanelActions, EditorActions {
  ready(ask: object): Promise<void>;
  scriptFailed(ask: { readonly message: string }): Promise<void>;
}
