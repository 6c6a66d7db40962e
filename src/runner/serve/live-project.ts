import { watch } from "node:fs";
import path from "node:path";
import type { PanelEvents } from "../../protocol/panel-api.ts";
import { SOURCE_ENDINGS } from "../../protocol/source-endings.ts";
import type { TaskIndex } from "../../protocol/task-index.ts";
import { withObserved } from "../../protocol/with-observed.ts";
import { loadTaskIndex } from "../project/find-tasks.ts";
import type { Project } from "../project/project.ts";
import { staleCounts } from "../redo/stale-counts.ts";
import { staleNow } from "../redo/stale-now.ts";
import { nodeStatuses } from "./node-statuses.ts";
import { StaleMarks } from "./stale-marks.ts";
import { watchHistory } from "./watch-history.ts";
import { withPast } from "./with-past.ts";

const PAUSE_MS = 300;
const STATE_FOLDER = ".pipewright";

/** Tells pages what changes: the source, and what ran. */
export class LiveProject {
  readonly #project: Project;
  readonly #tell: PanelEvents;
  /** As the source tells it. */
  #index: TaskIndex | undefined;
  /** What runs had shown of it when all pages were last told, as text. */
  #observed = "";
  #timer: NodeJS.Timeout | undefined;
  readonly #stales: StaleMarks;

  /** @param signal ends it */
  constructor(project: Project, tell: PanelEvents, signal: AbortSignal) {
    this.#project = project;
    this.#tell = tell;
    this.#stales = new StaleMarks(
      () => this.#countStales(),
      () => void this.#tellStatuses(),
      signal,
    );
    watchHistory(project, () => void this.#historyChanged(), signal);
    this.#watchSource(signal);
  }

  /** Tells all of it, to a page that has just come. */
  async tellAll({ graph, unavailable }: Pick<PanelEvents, "graph" | "unavailable">): Promise<void> {
    try {
      this.#index ??= await loadTaskIndex(this.#project, { types: true });
      const { index, statuses } = await this.#known(this.#index);
      graph(index, statuses);
      this.#stales.recount();
    } catch (error) {
      unavailable((error as Error).message);
    }
  }

  async #historyChanged(): Promise<void> {
    this.#tell.historyChanged();
    await this.#tellStatuses();
    this.#stales.recount();
  }

  async #tellStatuses(): Promise<void> {
    if (this.#index === undefined) return;
    const { index, statuses, observed } = await this.#known(this.#index);
    if (observed === this.#observed) return this.#tell.statuses(statuses);
    this.#observed = observed;
    this.#tell.graph(index, statuses);
  }

  /** The source, corrected by what runs have shown, and how the classes stand. */
  #known(source: TaskIndex) {
    return withPast(this.#project, (history) => {
      const index = withObserved(source, history.lineage.observed());
      const marked = index.edges.filter(({ observed, notRequired }) => observed ?? notRequired);
      return {
        index,
        observed: JSON.stringify(marked.map(({ from, to, notRequired }) => [from, to, notRequired])),
        statuses: nodeStatuses(index, history.familyStatuses(), this.#stales.counts, Date.now()),
      };
    });
  }

  #countStales(): Promise<ReadonlyMap<string, number>> {
    return withPast(this.#project, (history) =>
      this.#index === undefined
        ? this.#stales.counts
        : staleCounts(staleNow(history, this.#index, this.#project, { isQuick: true })),
    );
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
  const isRead = [...SOURCE_ENDINGS, ".json"].includes(path.extname(file));
  return isRead && !folders.includes("node_modules") && !folders.includes(STATE_FOLDER);
}
