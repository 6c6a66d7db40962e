import type { FamilyStatus, TaskRunRecord } from "../../protocol/history-record.ts";
import type { ObservedRequirements } from "../../protocol/observed-requirements.ts";
import type { RunEvent } from "../../protocol/run-event.ts";
import { applyEvent, type RunState } from "../../protocol/run-state.ts";
import { mergeFailures } from "./failures.ts";
import { type FamilySummary, summariesOfRun, summaryOfHistory } from "./family-summary.ts";

/** What the history told when it was last read. */
export interface HistorySnapshot {
  readonly families: readonly FamilyStatus[];
  readonly failures: readonly TaskRunRecord[];
}

/**
 * What the window knows of runs: the events of those that it started, over the history, which has everybody's.
 *
 *     apply(…) ──▶ live run ──finished──▶ kept over the history ──replaceHistory()──▶ forgotten: the history has it
 */
export class RunStore {
  readonly #live = new Map<string, RunState>();
  readonly #listeners = new Set<() => void>();
  #history: HistorySnapshot = { families: [], failures: [] };
  #observed: readonly ObservedRequirements[] = [];

  /** @returns what ends the listening */
  onDidChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param run what tells this run's events from those of another */
  apply(run: string, event: RunEvent): void {
    this.#live.set(run, applyEvent(this.#live.get(run), event));
    this.#changed();
  }

  /** A run's process is gone. Without a `runFinished` nothing more is known of it but what the history says. */
  end(run: string): void {
    if (this.#live.get(run)?.finished !== undefined) return;
    this.#live.delete(run);
    this.#changed();
  }

  /** Takes what was read from the history; finished runs are in it from now on. */
  replaceHistory(history: HistorySnapshot, finishedBefore: ReadonlySet<string>): void {
    this.#history = history;
    const observed = history.families.flatMap((family) => family.observed ?? []);
    if (JSON.stringify(observed) !== JSON.stringify(this.#observed)) this.#observed = observed;
    for (const run of finishedBefore) this.#live.delete(run);
    this.#changed();
  }

  /** The runs that ended: asked before the history is read, given to {@link replaceHistory} after. */
  finishedRuns(): ReadonlySet<string> {
    return new Set([...this.#live].filter(([, state]) => state.finished !== undefined).map(([run]) => run));
  }

  activeRuns(): RunState[] {
    return [...this.#live.values()].filter((state) => state.finished === undefined);
  }

  failures(): readonly TaskRunRecord[] {
    return mergeFailures(this.#history.failures, [...this.#live.values()]);
  }

  /** What runs have required: the same list for as long as nothing is new in it. */
  get observed(): readonly ObservedRequirements[] {
    return this.#observed;
  }

  /** How many complete tasks of each class are stale, where there are any. */
  get stales(): ReadonlyMap<string, number> {
    return new Map(this.#history.families.flatMap(({ family, stale }) => (stale ? [[family, stale] as const] : [])));
  }

  /** Why the first stale task of a class is stale. */
  staleWhy(family: string): string | undefined {
    return this.#history.families.find((status) => status.family === family)?.staleWhy;
  }

  /** How each class stands, by family. */
  summaries(): ReadonlyMap<string, FamilySummary> {
    const summaries = new Map<string, FamilySummary>();
    const failures = Map.groupBy(this.#history.failures, ({ family }) => family);
    for (const status of this.#history.families) {
      summaries.set(status.family, summaryOfHistory(status, failures.get(status.family)?.[0]));
    }
    for (const run of this.#live.values()) {
      for (const summary of summariesOfRun(run)) {
        // A run that found everything complete says less than the run that made it.
        const known = summaries.get(summary.family);
        if (known?.status === "ran" && summary.status === "alreadyComplete") continue;
        if (known?.active && !summary.active) continue;
        summaries.set(summary.family, summary);
      }
    }
    return summaries;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
