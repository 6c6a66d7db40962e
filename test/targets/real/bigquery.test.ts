import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { BigQueryDatabase } from "../../../src/targets/bigquery/index.ts";
import { PartitionTarget } from "../../../src/targets/database/index.ts";
import type { Connector } from "../contract-subject.ts";
import { bigQueryServer } from "../servers/bigquery-server.ts";
import { describeContract } from "../target-contract.ts";
import { connectorModule, described } from "../tested-against.ts";

// Google's own driver, but not Google's service: a server that speaks its protocol, with DuckDB behind it.
const [server, elsewhere] = await Promise.all([bigQueryServer(), bigQueryServer()]);
process.env["CONTRACT_BIGQUERY_ELSEWHERE"] = elsewhere.address;
process.env["CONTRACT_BIGQUERY"] = server.address;
process.env["CONTRACT_BIGQUERY_TOKEN"] = server.identity.token;
process.env["GOOGLE_CLOUD_PROJECT"] = "tests";
process.env["GOOGLE_APPLICATION_CREDENTIALS"] = server.identity.keyFile(server.address);
described("pipewright/targets/bigquery", "@google-cloud/bigquery", "a server of ours, by the published protocol");
afterAll(() => Promise.all([server.stop(), elsewhere.stop()]));

await describeContract("A partition in BigQuery", connectorModule("bigquery"), {
  bigMib: 0,
  questions: () => server.jobs().length,
});

describe("BigQuery", () => {
  const database = new BigQueryDatabase("tests.contract", { apiEndpoint: server.address });
  const partition = (table: string) =>
    new PartitionTarget(database, {
      table,
      where: { day: "2026-11-18" },
      columns: ["n"],
      create: `CREATE TABLE IF NOT EXISTS ${table} (day DATE, n INT64)`,
    });
  const started = (text: string) => server.jobs().filter(({ does }) => does.includes(text));

  test("keeps a date, numbers and nothing as they are, and leaves other partitions alone", async () => {
    const create =
      "CREATE TABLE IF NOT EXISTS kinds (day DATE, whole INT64, part DOUBLE, yes BOOLEAN, since TIMESTAMP)";
    const of = (day: string) => new PartitionTarget(database, { table: "kinds", where: { day }, create });
    await of("2026-11-17").write([{ whole: 1 }]);
    const row = { whole: -5, part: 0.5, yes: true, since: new Date("2026-11-18T10:00:00Z") };
    expect(await of("2026-11-18").write([row, { whole: null }])).toBe(2);
    expect(await of("2026-11-18").read()).toMatchObject([
      { day: "2026-11-18", whole: -5, part: 0.5, yes: true },
      { day: "2026-11-18", whole: null, part: null },
    ]);
    expect(await of("2026-11-17").read()).toMatchObject([{ whole: 1 }]);
  });

  test("writes what a query gives, with its values bound", async () => {
    await partition("numbers").write([{ n: 1 }, { n: 2 }, { n: 3 }]);
    const many = partition("many");
    expect(await many.writeQuery("SELECT n FROM numbers WHERE n > ?", [1])).toBe(2);
    expect((await many.read()).map((row) => Number(row["n"])).toSorted((a, b) => a - b)).toEqual([2, 3]);
  });

  test("does not start a job twice whose writer was killed: the repeat waits for it", async () => {
    const [module, name, does] = [connectorModule("bigquery"), "killed", "MERGE INTO `contract lines`"];
    const before = started(does).length;
    const release = server.hold(does);
    const args = [path.join(import.meta.dirname, "../in-another-process.ts"), module, name, "write", "line", "100"];
    const writer = spawn(process.execPath, args, { stdio: "ignore" });
    await expect.poll(() => started(does).length, { timeout: 60_000 }).toBe(before + 1);
    writer.kill("SIGKILL");
    await once(writer, "exit");
    const id = started(does).at(-1)?.id ?? "";
    const lookups = server.lookups(id);
    const { default: connector } = (await import(module)) as { default: Connector };
    const repeat = connector.open(name).write(lines());
    await expect.poll(() => server.lookups(id), { timeout: 60_000 }).toBeGreaterThan(lookups);
    expect(await connector.open(name).target.exists()).toBe(false);
    release();
    expect(await repeat).toBe(100);
    expect(started(does)).toHaveLength(before + 1);
    let count = 0;
    for await (const line of connector.open(name).lines()) count += line.startsWith("line ") ? 1 : 0;
    expect(count).toBe(100);
    async function* lines() {
      for (let index = 0; index < 100; index++) yield `line ${index}`;
    }
  });

  test("starts a job that failed again, under the next id", async () => {
    const target = partition("again");
    server.failOnce("MERGE INTO `again`");
    await expect(target.write([{ n: 1 }])).rejects.toThrow("Resources exceeded");
    expect(await target.exists()).toBe(false);
    await target.write([{ n: 1 }]);
    const ids = started("MERGE INTO `again`").map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(ids.map((id) => id.replace(/_\d$/, ""))).toEqual([ids[0]?.slice(0, -2), ids[0]?.slice(0, -2)]);
    expect(ids.map((id) => id.slice(-2))).toEqual(["_0", "_1"]);
  });

  test("does again what was done and removed, or is to be written anew", async () => {
    const target = partition("anew");
    await target.write([{ n: 1 }]);
    await target.write([{ n: 1 }]);
    await target.remove();
    expect(await target.exists()).toBe(false);
    expect(await target.read()).toEqual([]);
    await target.write([{ n: 1 }]);
    expect(started("MERGE INTO `anew`")).toHaveLength(3);
    expect(await target.read()).toEqual([{ day: "2026-11-18", n: 1 }]);
  });
});
