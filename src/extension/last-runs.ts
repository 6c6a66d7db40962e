import type { TaskRunRecord } from "../protocol/history-record.ts";
import { readHistory } from "./history-watcher.ts";
import type { Parts } from "./parts.ts";

const MOST_RUNS = 5;

/** How the last tasks of a class went: asked of the history when somebody wants to see it, and kept until it changes. */
export class LastRuns {
  readonly #parts: Parts;
  readonly #stop: () => void;
  #known = new Map<string, Promise<readonly TaskRunRecord[]>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#stop = parts.store.onDidChange(() => this.#known.clear());
  }

  /** None where nothing ran, or nobody can tell. */
  of(family: string): Promise<readonly TaskRunRecord[]> {
    const { runners, store, log } = this.#parts;
    if (!store.summaries().has(family)) return Promise.resolve([]);
    const known = this.#known.get(family);
    if (known !== undefined) return known;
    const asked = readHistory(runners, ["history", family, "--limit", String(MOST_RUNS)], "taskRun").catch(
      (error: unknown) => {
        log.debug(`The last runs of ${family} could not be read: ${String(error)}`);
        return [];
      },
    );
    this.#known.set(family, asked);
    return asked;
  }

  dispose(): void {
    this.#stop();
  }
}
