import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import path from "node:path";
import type { Project } from "../project/project.ts";

const FILES = ["history.db", "history.db-wal", "history.db-shm"];

/**
 * Gives a history that can not be read another name, in the same folder.
 *
 * @param why what is wrong with it
 * @returns what to say of it
 */
export async function setHistoryAside({ stateDir }: Pick<Project, "stateDir">, why: string): Promise<string> {
  const when = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const aside = (name: string) => path.join(stateDir, name.replace("history.db", `history.db.${when}`));
  for (const name of FILES)
    if (existsSync(path.join(stateDir, name))) await rename(path.join(stateDir, name), aside(name));
  return `The history could not be read (${why}). It was set aside as ${aside("history.db")}, and a new one begun; outputs are not touched.`;
}
