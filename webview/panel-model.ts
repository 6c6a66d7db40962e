import type { NodeStatus } from "../src/protocol/panel-api.ts";
import type { TaskClass, TaskIndex } from "../src/protocol/task-index.ts";

type Change = "index" | "statuses" | "history" | "cursor";

/** What the page knows of the project; its parts listen for what they show. */
export class PanelModel {
  readonly #listeners = new Map<Change, Set<() => void>>();
  index: TaskIndex = { tasks: [], edges: [], problems: [] };
  statuses: ReadonlyMap<string, NodeStatus> = new Map();
  /** The class that the editor's cursor stands in. */
  cursor: string | undefined;

  on(change: Change, listener: () => void): void {
    const listeners = this.#listeners.get(change) ?? new Set();
    this.#listeners.set(change, listeners.add(listener));
  }

  tell(change: Change): void {
    for (const listener of this.#listeners.get(change) ?? []) listener();
  }

  setStatuses(statuses: readonly NodeStatus[]): void {
    this.statuses = new Map(statuses.map((status) => [status.family, status]));
  }

  task(family: string): TaskClass | undefined {
    return this.index.tasks.find((task) => task.family === family);
  }
}
