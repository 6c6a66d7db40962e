import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { openHistory } from "../../../src/runner/history/open-history.ts";
import { MIGRATIONS, SCHEMA_VERSION } from "../../../src/runner/history/schema.ts";
import { loadProject } from "../../../src/runner/project/load-project.ts";
import { pipewright } from "../../support/command.ts";
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

/** A history of which a table's pages are overwritten: it opens, and can not be read. */
async function damagedInside(root: string): Promise<{ file: string }> {
  await recordRun(root);
  const file = path.join(root, ".pipewright", "history.db");
  const database = new DatabaseSync(file);
  const { rootpage } = database.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'runs'").get() as {
    rootpage: number;
  };
  const { page_size: size } = database.prepare("PRAGMA page_size").get() as { page_size: number };
  database.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, (rootpage - 1) * size, rootpage * size);
  writeFileSync(file, bytes);
  return { file };
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

  test("sets a file aside that breaks off, and begins a new one", async () => {
    const root = folder();
    await recordRun(root);
    const file = path.join(root, ".pipewright", "history.db");
    truncateSync(file, 4096);
    const { said, runs } = await recordRun(root);
    expect([runs, said.length, setAside(file).length]).toEqual([1, 1, 1]);
  });

  test("sets a file aside when its damage shows in the middle of a command, with exit 40; the next one is well", async () => {
    const root = folder();
    const { file } = await damagedInside(root);
    const first = await pipewright(root, ["history"]);
    expect(first).toMatchObject({ exitCode: 40, stdout: "" });
    const [aside] = setAside(file);
    expect(first.stderr).toContain(aside);
    expect(first.stderr).toMatch(/outputs are not touched\. Run the same command again\.$/m);
    expect(first.stderr).not.toContain("bug in Pipewright");
    expect(await pipewright(root, ["history"])).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("is safe for several at once, the first time too", async () => {
    const project = await loadProject(folder());
    const histories = await Promise.all(
      Array.from({ length: 5 }, () => openHistory(project, (said) => expect.fail(said))),
    );
    for (const history of histories) history.close();
  });
});

describe("a history that an older Pipewright made", () => {
  const OLDEST = readFileSync(path.join(import.meta.dirname, "../../fixtures/history/version-1.sql"), "utf8");
  const tablesOf = (database: DatabaseSync) =>
    database
      .prepare("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
      .all()
      .map(({ name, sql }) => [name, String(sql).replaceAll(/\s+/g, " ")]);

  function withOldest(): { root: string; file: string } {
    return withFile((file) => {
      const database = new DatabaseSync(file);
      database.exec(OLDEST);
      database.close();
    });
  }

  test("is the one that the first migration makes, which is never changed", () => {
    const [kept, made] = [new DatabaseSync(":memory:"), new DatabaseSync(":memory:")];
    kept.exec(OLDEST);
    made.exec(MIGRATIONS[0] as string);
    expect(tablesOf(kept)).toEqual(tablesOf(made));
  });

  test("is brought up to date with all that is in it", async () => {
    const { root, file } = withOldest();
    const history = await openHistory(await loadProject(root), (message) => expect.fail(message));
    expect(history.runs(10)).toMatchObject([
      { runId: "20260303T060000-cccccc", family: "Report", status: "running" },
      { runId: "20260302T060000-bbbbbb", status: "success", durationMs: 1000, counts: { ran: 1 } },
      {
        runId: "20260301T060000-aaaaaa",
        command: "backfill",
        params: { region: "north" },
        range: { over: "date", from: "2026-02-27", to: "2026-02-28" },
        status: "failed",
        counts: { ran: 1, failed: 1 },
      },
    ]);
    expect(history.taskRuns({ taskId: "Load_2026-02-28_0000000002" }, 10)).toMatchObject([
      { status: "ran", attempts: 1 },
      { status: "failed", attempts: 2, error: { message: "The file's header is wrong.", location: { line: 7 } } },
    ]);
    expect(history.familyStatuses()).toMatchObject([
      { family: "Load", counts: { ran: 2 } },
      { family: "Report", counts: { running: 1 } },
    ]);
    history.close();
    const [migrated, fresh] = [new DatabaseSync(file), new DatabaseSync(":memory:")];
    for (const migration of MIGRATIONS) fresh.exec(migration);
    expect(tablesOf(migrated)).toEqual(tablesOf(fresh));
    expect(migrated.prepare("SELECT count(*) AS n FROM attempts").get()).toEqual({ n: 5 });
    expect(migrated.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
    migrated.close();
  });

  test("goes on: its dead run is told as crashed, and new runs are kept in it", async () => {
    const { root } = withOldest();
    const history = await openHistory(await loadProject(root), (message) => expect.fail(message));
    const crashed = history.crashedRuns();
    expect(crashed).toMatchObject([{ attempts: [{ taskId: "Report_0000000003", outputs: ["data/report.html"] }] }]);
    history.markCrashed(crashed);
    expect(history.failures()).toMatchObject([{ taskId: "Report_0000000003", status: "crashed" }]);
    for (const event of new RunEvents().ofOne(planTask("Load 2026-03-03"), "ran")) history.record(event);
    history.flush();
    expect(history.familyStatuses()[0]).toMatchObject({ family: "Load", counts: { ran: 3 } });
    history.close();
  });
});

test("a new history that several open at the same moment is one history, and none is told that it is locked", async () => {
  const threads = 4;
  const folders = Array.from({ length: 60 }, () => folder());
  const workerData = { counter: new SharedArrayBuffer(4), threads, folders };
  const told = await Promise.all(
    Array.from({ length: threads }, async () => {
      const thread = new Worker(path.join(import.meta.dirname, "open-at-once.ts"), { workerData });
      const [messages] = (await once(thread, "message")) as [string[]];
      return messages;
    }),
  );
  expect(told.flat()).toEqual([]);
  for (const root of folders) expect(readdirSync(path.join(root, ".pipewright"))).toContain("history.db");
});
