// The history on a PostgreSQL server that fails, and with several machines that share it.
import { once } from "node:events";
import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import pg from "pg";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { RunRecord } from "../../../src/protocol/history-record.ts";
import type { HistoryDatabase } from "../../../src/runner/history/history-database.ts";
import { inTransaction } from "../../../src/runner/history/in-transaction.ts";
import { Lineage } from "../../../src/runner/history/lineage.ts";
import { openHistory } from "../../../src/runner/history/open-history.ts";
import { openPostgres } from "../../../src/runner/history/open-postgres.ts";
import { PostgresSession } from "../../../src/runner/history/postgres-session.ts";
import { loadProject } from "../../../src/runner/project/load-project.ts";
import { watchHistory } from "../../../src/runner/serve/watch-history.ts";
import { lines, pipewright, start, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { POSTGRES_PASSWORD, postgresServer } from "../servers/postgres-server.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");

const server = await postgresServer();
afterAll(() => server.stop());

const folders = temporaryFolders();
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

let places = 0;
const newAddress = (port = server.port) =>
  `postgres://postgres:${encodeURIComponent(POSTGRES_PASSWORD)}@127.0.0.1:${port}/postgres?schema=shared${++places}`;

function open(address: string): HistoryDatabase {
  const database = openPostgres(address, ROOT);
  closing.push(() => database.close());
  return database;
}

/** Cuts all other connections, as a server does that is about to stop. */
const cutOthers = (database: HistoryDatabase) =>
  database
    .prepare(
      "SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity WHERE application_name = 'pipewright' AND pid <> pg_backend_pid()",
    )
    .all();

const keep = (database: HistoryDatabase, hash: string) =>
  database.prepare("INSERT INTO codes (code_hash, pieces, seen_at) VALUES (?, '[]', '')").run(hash);
const kept = (database: HistoryDatabase) =>
  database
    .prepare("SELECT code_hash FROM codes ORDER BY code_hash")
    .all()
    .map(({ code_hash }) => code_hash);

describe("a connection that is cut", () => {
  test("between two questions is made anew", () => {
    const address = newAddress();
    const [database, other] = [open(address), open(address)];
    keep(database, "a");
    cutOthers(other);
    expect(kept(database)).toEqual(["a"]);
    cutOthers(other);
    keep(database, "b");
    expect(kept(other)).toEqual(["a", "b"]);
  });

  test("in the middle of a transaction lets all of it be written, once", () => {
    const address = newAddress();
    const [database, other] = [open(address), open(address)];
    inTransaction(database, () => {
      keep(database, "a");
      expect(kept(database)).toEqual(["a"]);
      cutOthers(other);
      keep(database, "b");
      expect(kept(other)).toEqual([]);
    });
    expect(kept(other)).toEqual(["a", "b"]);
  });

  test("in the middle of one that has read what is no more true, lets nothing of it be written", () => {
    const address = newAddress();
    const [database, other] = [open(address), open(address)];
    const write = () =>
      inTransaction(database, () => {
        expect(kept(database)).toEqual([]);
        cutOthers(other);
        keep(other, "other");
        keep(database, "a");
      });
    expect(write).toThrow("others have written since");
    expect(kept(database)).toEqual(["other"]);
    keep(database, "b");
    expect(kept(other)).toEqual(["b", "other"]);
  });

  test("after the server was told to commit, and before it answered, is no reason to write it again", async () => {
    const cuts = new Int32Array(new SharedArrayBuffer(4));
    const workerData = { port: server.port, word: "COMMIT", cuts };
    const proxy = new Worker(path.join(import.meta.dirname, "cutting-proxy.mjs"), { workerData });
    closing.push(() => proxy.terminate());
    const [port] = (await once(proxy, "message")) as [number];
    const address = newAddress(port);
    const database = open(address);
    const add =
      "INSERT INTO task_runs (run_id, task_id, family, params, status, attempts, outputs) VALUES ('r', ?, '', '', '', 1, '[]')";
    database.exec(
      "INSERT INTO runs (run_id, command, family, params, status, process, started_at) VALUES ('r', '', '', '', '', '', '')",
    );
    for (const task of ["a", "b", "c"]) {
      Atomics.store(cuts, 0, 1);
      inTransaction(database, () => database.prepare(add).run(task));
      expect(Atomics.load(cuts, 0), "cuts that were not made").toBe(0);
    }
    const ran = database.prepare("SELECT task_id FROM task_runs ORDER BY id").all();
    expect(ran).toEqual([{ task_id: "a" }, { task_id: "b" }, { task_id: "c" }]);
  });
});

describe("a server that crashes before it has committed", () => {
  /** What others write after the crash, before the session that was cut asks. */
  const others = [
    ["nobody else has written", 0],
    ["others were given the number of the transaction that is gone", 50],
  ] as const;

  test.each(others)("is told it again, also when %s", async (_, writes) => {
    const address = newAddress();
    const database = open(address);
    const schema = new URL(address).searchParams.get("schema");
    let crashes = 1;
    const crash = async () => {
      await server.kill();
      await server.start();
      for (let n = 0; n < writes; n++) keep(database, `other${n}`);
      throw new Error("Connection terminated unexpectedly");
    };
    class CrashingClient extends pg.Client {
      override query = ((...given: [{ readonly text: string }]) =>
        given[0].text.endsWith("COMMIT") && crashes-- > 0
          ? crash()
          : super.query(...given)) as typeof pg.Client.prototype.query;
    }
    const settings = { url: address, greeting: `SET search_path = ${schema}`, lock: "SELECT 1", patienceMs: 60_000 };
    const session = new PostgresSession(settings, (options) => new CrashingClient(options));
    closing.push(() => session.ask({ kind: "close", sql: "" }));
    const sql = "INSERT INTO codes (code_hash, pieces, seen_at) VALUES ('ours', '[]', '')";
    await session.ask({ kind: "inside", sql });
    await session.ask({ kind: "commit", sql: "" });
    expect(crashes).toBeLessThan(1);
    expect(kept(database)).toHaveLength(writes + 1);
    expect(kept(database)).toContain("ours");
  });
});

describe("a connection that is cut in the middle of a question with tables of its own", () => {
  const asked = {
    code: new Map([
      ["F", "new"],
      ["G", "old"],
    ]),
    wrappers: new Set<string>(),
    changed: ["a"],
  };
  const questions = {
    facts: (lineage: Lineage) => lineage.facts({ taskIds: ["a", "b"], wrappers: new Set() }).tasks,
    staleByHistory: (lineage: Lineage) => lineage.staleByHistory(asked),
  };

  test.each(["facts", "staleByHistory"] as const)("lets %s be asked anew, wherever it was cut", (name) => {
    const address = newAddress();
    const [database, other] = [open(address), open(address)];
    fillWithTwo(database);
    const whole = questions[name](new Lineage(database));
    expect(whole).toHaveLength(2);
    for (let cut = 1, wasCut = true; wasCut; cut++) {
      let parts = 0;
      wasCut = false;
      const before = () => {
        if (++parts !== cut) return;
        wasCut = true;
        cutOthers(other);
      };
      expect(questions[name](new Lineage(cutting(database, before))), `cut before part ${cut}`).toEqual(whole);
    }
  });
});

/** Two tasks that were made, one of the other. */
function fillWithTwo(database: HistoryDatabase): void {
  database.exec(`
    INSERT INTO runs (run_id, command, family, params, status, process, started_at) VALUES ('r', '', '', '', 'success', '', '');
    INSERT INTO task_runs (run_id, task_id, family, params, status, attempts, outputs)
      VALUES ('r', 'a', 'F', '{}', 'ran', 1, '[]'), ('r', 'b', 'G', '{}', 'ran', 1, '[]');
    INSERT INTO made (task_id, task_run, family, code_hash) SELECT task_id, id, family, 'old' FROM task_runs;
    INSERT INTO inputs (task_run, task_id, input_run)
      SELECT reader.id, 'a', source.id FROM task_runs AS reader, task_runs AS source
      WHERE reader.task_id = 'b' AND source.task_id = 'a'`);
}

/** A database, with something that happens before each time that it is asked. */
function cutting(database: HistoryDatabase, before: () => void): HistoryDatabase {
  return {
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        all: (...values) => (before(), statement.all(...values)),
        get: (...values) => (before(), statement.get(...values)),
        iterate: (...values) => (before(), statement.iterate(...values)),
        run: (...values) => (before(), statement.run(...values)),
      };
    },
    exec: (sql) => (before(), database.exec(sql)),
    close: () => database.close(),
  };
}

describe("a schema", () => {
  test("needs the rights that the documentation names, and no others", () => {
    const admin = open(newAddress());
    admin.exec("CREATE ROLE pipeline LOGIN PASSWORD 'pipeline'; CREATE SCHEMA owned AUTHORIZATION pipeline");
    const database = open(`postgres://pipeline:pipeline@127.0.0.1:${server.port}/postgres?schema=owned`);
    keep(database, "a");
    expect(new Lineage(database).staleByHistory({ code: new Map(), wrappers: new Set(), changed: [] })).toEqual([]);
    cutOthers(admin);
    expect(kept(database)).toEqual(["a"]);
  });

  test("that a newer Pipewright made is refused, and one of another program", () => {
    const address = newAddress();
    open(address).exec("UPDATE history_version SET version = 999");
    expect(() => openPostgres(address, ROOT)).toThrow("was made by a newer Pipewright. Use that one");
    const taken = newAddress();
    const name = new URL(taken).searchParams.get("schema");
    open(newAddress()).exec(`CREATE SCHEMA ${name}; CREATE TABLE ${name}.customers (id integer)`);
    expect(() => openPostgres(taken, ROOT)).toThrow("has tables of another program");
  });
});

const TASKS = `
import { appendFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { IntParameter, LocalTarget, Task, WrapperTask } from "pipewright";
export class Load extends Task.with({ n: IntParameter() }) {
  output() { return new LocalTarget(\`data/\${this.n}.txt\`); }
  async run() {
    await appendFile("data/made.log", \`\${this.n}\\n\`);
    await setTimeout(100);
    await this.output().write("x");
  }
}
export class All extends WrapperTask {
  requires() { return Array.from({ length: 20 }, (_, n) => new Load({ n })); }
}
export class Hanging extends Task {
  output() { return new LocalTarget("data/hanging.txt"); }
  async run() { await setTimeout(3_600_000); }
}
`;

/** A machine with its own copy of the project, and the outputs that all share. */
function machine(name: string, data: string, address: string, more: NodeJS.ProcessEnv = {}) {
  const folder = folders();
  writeProject(folder, TASKS, { history: "$SHARED_HISTORY" });
  symlinkSync(data, path.join(folder, "data"));
  const env = { SHARED_HISTORY: address, PIPEWRIGHT_MACHINE: name, ...more };
  return {
    folder,
    call: (...args: string[]) => pipewright(folder, args, env),
    start: (...args: string[]) => start(folder, args, undefined, env),
  };
}

const made = (data: string) => readFileSync(path.join(data, "made.log"), "utf8").trim().split("\n");

describe("several machines", () => {
  test("are told when another one records something", async () => {
    const address = newAddress();
    const found = await loadProject(folders());
    const project = { ...found, config: { ...found.config, history: { keepDays: 90, database: address } } };
    const [history, end] = [await openHistory(project, (message) => expect.fail(message)), new AbortController()];
    closing.push(() => end.abort());
    let changes = 0;
    watchHistory(project, () => changes++, end.signal);
    // Until it looks, and then sees one more.
    let hash = 0;
    const recorded = () => {
      history.lineage.keepCode(`code${++hash}`, []);
      return changes;
    };
    await expect.poll(recorded, { timeout: 60_000, interval: 1000 }).toBeGreaterThan(0);
    history.close();
  });

  test("make each task once, and see one history; each has the logs of what it ran", async () => {
    const data = folders();
    const address = newAddress();
    const [one, two] = [machine("one", data, address), machine("two", data, address)];
    const ends = await Promise.all([one.call("run", "All"), two.call("run", "All")]);
    for (const { exitCode, stderr } of ends) expect(exitCode, stderr).toBe(0);
    expect(made(data)).toHaveLength(20);
    const seen = await Promise.all([one, two].map(async ({ call }) => (await call("history", "--json")).stdout));
    const ids = seen.map((stdout) => lines<RunRecord>(stdout).map(({ runId }) => runId));
    expect(ids[0]).toHaveLength(2);
    expect(ids[0]).toEqual(ids[1]);
    await one.call("run", "Load", "--n", "100");
    expect((await two.call("logs", "Load", "--n", "100")).stdout).toContain("(the log is on one)");
    expect((await one.call("logs", "Load", "--n", "100")).stdout).not.toContain("the log is");
  });

  test("leave each other's processes and runs alone, until one is not heard of any more", async () => {
    const data = folders();
    const address = newAddress();
    const lease = { PIPEWRIGHT_LEASE_MS: "5000" };
    const [one, two] = [machine("one", data, address, lease), machine("two", data, address, lease)];
    const database = open(address);
    const running = () => database.prepare("SELECT process FROM runs WHERE status = 'running'").all();
    const killed = one.start("run", "Hanging");
    await expect.poll(() => database.prepare("SELECT 1 FROM attempts").all().length, { timeout: 60_000 }).toBe(1);
    await two.call("history");
    expect(running()).toMatchObject([{ process: expect.stringMatching(/@one /) as string }]);
    killed.kill("SIGKILL");
    const statuses = async () =>
      lines<RunRecord>((await two.call("history", "--json")).stdout).map(({ status }) => status);
    await expect.poll(statuses, { timeout: 60_000, interval: 1000 }).toEqual(["crashed"]);
    expect(database.prepare("SELECT * FROM claims").all()).toEqual([]);
  });
});

describe("a server", () => {
  test("that is killed in the middle of a run and comes back is waited for: each task is made once", async () => {
    const data = folders();
    const here = machine("one", data, newAddress());
    const run = here.call("run", "All", "--json");
    await expect.poll(() => readdirSync(data).length, { timeout: 60_000 }).toBeGreaterThan(4);
    await server.kill();
    await server.start();
    const { exitCode, stdout, stderr } = await run;
    expect(exitCode, stderr).toBe(0);
    expect(lines(stdout).at(-1)).toMatchObject({ event: "runFinished", status: "success" });
    expect(new Set(made(data)).size).toBe(20);
    expect(made(data)).toHaveLength(20);
    const told = lines<RunRecord>((await here.call("history", "--json")).stdout);
    expect(told).toMatchObject([{ status: "success", counts: { ran: 21 } }]);
  });

  test("that does not come back ends the run with exit 40, which tells of no success and of no password", async () => {
    const data = folders();
    const folder = folders();
    writeProject(folder, TASKS);
    symlinkSync(data, path.join(folder, "data"));
    const env = { PIPEWRIGHT_HISTORY: newAddress(), PIPEWRIGHT_HISTORY_PATIENCE_MS: "2000" };
    const run = pipewright(folder, ["run", "All", "--json"], env);
    await expect.poll(() => readdirSync(data).length, { timeout: 60_000 }).toBeGreaterThan(4);
    await server.kill();
    try {
      const { exitCode, stdout, stderr } = await run;
      expect(exitCode, stderr).toBe(40);
      expect(stderr).toContain(
        `The history's server could not be reached: postgres://127.0.0.1:${server.port}/postgres`,
      );
      expect(stdout).not.toContain("runFinished");
      expect(stdout + stderr).not.toMatch(/Sesame|bug in Pipewright/);
    } finally {
      await server.start();
    }
    expect((await pipewright(folder, ["run", "All"], env)).exitCode).toBe(0);
    expect(readdirSync(data)).toHaveLength(21);
  });

  test("that refuses the password says so, and not which it was", async () => {
    const folder = folders();
    writeProject(folder, TASKS, {
      history: newAddress().replace(encodeURIComponent(POSTGRES_PASSWORD), "Wr0ng-Sesame"),
    });
    const { exitCode, stdout, stderr } = await pipewright(folder, ["status"]);
    expect(exitCode).toBe(40);
    expect(stderr).toContain("password authentication failed");
    expect(stdout + stderr).not.toContain("Wr0ng-Sesame");
  });
});
