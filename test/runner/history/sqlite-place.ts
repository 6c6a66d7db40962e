import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";
import { openHistory } from "../../../src/runner/history/open-history.ts";
import { loadProject } from "../../../src/runner/project/load-project.ts";
import type { HistoryPlace } from "./history-place.ts";

/** @param folder the project's */
export async function sqlitePlace(folder: string): Promise<HistoryPlace> {
  const project = await loadProject(folder);
  const open = () => openHistory(project, (message) => expect.fail(message));
  (await open()).close();
  return { project, open, tables: () => new DatabaseSync(path.join(project.stateDir, "history.db")) };
}
