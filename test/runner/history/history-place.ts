import type { History } from "../../../src/runner/history/history.ts";
import type { HistoryDatabase } from "../../../src/runner/history/history-database.ts";
import type { Project } from "../../../src/runner/project/project.ts";

/** A new history, wherever it is kept: what must hold of one must hold of all. */
export interface HistoryPlace {
  /** Its configuration names the place. */
  readonly project: Project;
  open(): Promise<History>;
  /** Its tables, for what nobody tells: one more connection to them. */
  tables(): HistoryDatabase;
}
