import { watch } from "node:fs";
import path from "node:path";
import type { PanelEvents } from "../../protocol/panel-api.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import { loadTaskIndex } from "../project/find-tasks.ts";
import type { Project } from "../project/project.ts";
import { nodeStatuses } from "./node-statuses.ts";
import { withPast } from "./past.ts";
import { watchHistory } from "./watch-history.ts";

const PAUSE_MS = 300;
const STATE_FOLDER = ".pipewright";

/** Tells pages what changes: the source, and what ran. */
export class LiveProject {
  readonly #project: Project;
  readonly #tell: PanelEvents;
  #index: TaskIndex | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param signal ends it */
  constructor(project: Project, tell: PanelEvents, signal: AbortSignal) {
    this.#project = project;
    this.#tell = tell;
    watchHistory(project.stateDir, () => void this.#historyChanged(), signal);
    this.#watchSource(signal);
  }

  /** Tells all of it, to a page that has just come. */
  async tellAll({ graph, unavailable }: Pick<PanelEvents, "graph" | "unavailable">): Promise<void> {
    try {
      this.#index ??= await loadTaskIndex(this.#project, { types: true });
      graph(this.#index, await this.#statuses(this.#index));
    } catch (error) {
      unavailable((error as Error).message);
    }
  }

  async #historyChanged(): Promise<void> {
    this.#tell.historyChanged();
    if (this.#index !== undefined) this.#tell.statuses(await this.#statuses(this.#index));
  }

  #statuses(index: TaskIndex) {
    return withPast(this.#project, ({ history }) => nodeStatuses(index, history.familyStatuses(), Date.now()));
  }

  #watchSource(signal: AbortSignal): void {
    const watcher = watch(this.#project.root, { recursive: true, signal }, (_, file) => {
      if (file === null || !isSource(file)) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#index = undefined;
        void this.tellAll(this.#tell);
      }, PAUSE_MS);
    });
    watcher.on("error", (error) => console.error(`Edits are not followed: ${error.message}`));
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }
}

function isSource(file: string): boolean {
  const folders = file.split(path.sep);
  return /\.[cm]?tsx?$|\.json$/.test(file) && !folders.includes("node_modules") && !folders.includes(STATE_FOLDER);
}
