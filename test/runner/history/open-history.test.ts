import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { openHistory } from "../../../src/runner/history/open-history.ts";
import { SCHEMA_VERSION } from "../../../src/runner/history/schema.ts";
import { loadProject } from "../../../src/runner/project/load-project.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { planTask, RunEvents } from "./events.ts";

const folder = temporaryFolders();

/** Opens the history of a folder, records a run in it, and tells what was said meanwhile. */
async function recordRun(root: string): Promise<{ said: string[]; runs: number }> {
  const said: string[] = [];
  const history = await openHistory(await loadProject(root), (message) => said.push(message));
  for (const event of new RunEvents(said.length).ofOne(planTask("Load 1"), "ran")) history.record(event);
  history.flush();
  const runs = history.runs(10).length;
  history.close();
  return { said, runs };
}

function withFile(write: (file: string) => void): { root: string; file: string } {
  const root = folder();
  const file = path.join(root, ".pipewright", "history.db");
  mkdirSync(path.dirname(file));
  write(file);
  return { root, file };
}

const setAside = (file: string) =>
  readdirSync(path.dirname(file)).filter((name) => /^history\.db\.\d{4}-\d\d-\d\dT[\d-]+Z$/.test(name));

describe("opening the history", () => {
  test("makes it, and finds it again", async () => {
    const root = folder();
    expect(await recordRun(root)).toEqual({ said: [], runs: 1 });
    const history = await openHistory(await loadProject(root), (message) => expect.fail(message));
    expect(history.runs(10)).toHaveLength(1);
    history.close();
    expect(existsSync(path.join(root, ".pipewright", ".gitignore"))).toBe(true);
  });

  test("sets a damaged file aside, says so, and begins a new one", async () => {
    const damaged = "This is no database, but it is longer than the header of one. ".repeat(100);
    const { root, file } = withFile((name) => writeFileSync(name, damaged));
    const { said, runs } = await recordRun(root);
    expect(runs).toBe(1);
    const [aside] = setAside(file);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(aside);
    expect(said[0]).toContain("outputs are not touched");
    expect(readFileSync(path.join(path.dirname(file), aside as string), "utf8")).toBe(damaged);
    expect(await recordRun(root), "the next time").toMatchObject({ said: [] });
  });

  test("sets another program's database aside as it was", async () => {
    const { root, file } = withFile((name) => {
      const other = new DatabaseSync(name);
      other.exec("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (42)");
      other.close();
    });
    const before = readFileSync(file);
    const { said, runs } = await recordRun(root);
    expect(runs).toBe(1);
    expect(said).toEqual([expect.stringContaining("it is a database of another program")]);
    expect(readFileSync(path.join(path.dirname(file), setAside(file)[0] as string)).equals(before)).toBe(true);
  });

  test("refuses one that a newer Pipewright made, and leaves it alone", async () => {
    const root = folder();
    await recordRun(root);
    const file = path.join(root, ".pipewright", "history.db");
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    database.close();
    await expect(recordRun(root)).rejects.toThrow(`${file} was made by a newer Pipewright.`);
    expect(setAside(file)).toEqual([]);
  });

  test("is safe for several at once, the first time too", async () => {
    const project = await loadProject(folder());
    const histories = await Promise.all(
      Array.from({ length: 5 }, () => openHistory(project, (said) => expect.fail(said))),
    );
    for (const history of histories) history.close();
  });
});
