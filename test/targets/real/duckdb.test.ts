import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { PartitionTarget } from "../../../src/targets/database/index.ts";
import { DuckDbDatabase, ParquetTarget } from "../../../src/targets/duckdb/index.ts";
import { describeContract } from "../target-contract.ts";
import { connectorModule, described } from "../tested-against.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-"));
process.env["CONTRACT_FOLDER"] = folder; // for the processes that the contract starts, too
afterAll(() => rmSync(folder, { recursive: true, force: true }));
described("pipewright/targets/duckdb", "@duckdb/node-api", "DuckDB in a file");

// DuckDB takes some 200 MB for itself, and what it let go of after the writing is not given back to the system.
await describeContract("A partition in DuckDB", connectorModule("duckdb"), {
  bigMib: 640,
  memoryMib: 600,
  locked: true,
});
await describeContract("A Parquet file", connectorModule("parquet"), { bigMib: 500, memoryMib: 450 });

describe("DuckDB", () => {
  const database = new DuckDbDatabase(path.join(folder, "kinds.duckdb"));

  test("takes and gives values of every type as they are", async () => {
    const create = `CREATE TABLE IF NOT EXISTS kinds (day DATE, "Odd ""name" VARCHAR, whole INTEGER, big BIGINT, part DOUBLE,
      price DECIMAL(20, 4), yes BOOLEAN, "at" TIMESTAMPTZ, data JSON)`;
    const target = new PartitionTarget(database, { table: "kinds", where: { day: "2026-11-18" }, create });
    const row = {
      'Odd "name': "a\\N\tb\nc",
      whole: -5,
      big: 9007199254740993n,
      part: 0.1,
      price: "1234567890123.5678",
      yes: true,
      at: new Date("2026-11-18T10:00:00Z"),
      data: { list: [1, "two"] },
    };
    const nulls = Object.fromEntries(Object.keys(row).map((name) => [name, null]));
    expect(await target.write([row, nulls])).toBe(2);
    const [back, other] = await target.read();
    expect(back).toEqual({
      ...row,
      day: "2026-11-18",
      big: "9007199254740993",
      at: expect.stringMatching(/^2026-11-18 /) as string,
      data: '{"list":[1,"two"]}',
    });
    expect(other).toEqual({ ...nulls, day: "2026-11-18" });
  });

  test("makes a Parquet file of a CSV, and loads it by a query", async () => {
    const csv = path.join(folder, "sales.csv");
    writeFileSync(csv, "region,sold\nNorth,3\nSouth,4\n");
    const file = new ParquetTarget(path.join(folder, "sales.parquet"));
    await file.writeQuery("SELECT * FROM read_csv($1)", [csv]);
    const target = new PartitionTarget(database, {
      table: "sales",
      where: { day: "2026-11-18" },
      columns: ["region", "sold"],
      create: "CREATE TABLE IF NOT EXISTS sales (day DATE, region VARCHAR, sold INTEGER)",
    });
    expect(await target.writeQuery("SELECT region, sold FROM read_parquet($1)", [file.path])).toBe(2);
    expect(await target.read()).toEqual([
      { day: "2026-11-18", region: "North", sold: 3 },
      { day: "2026-11-18", region: "South", sold: 4 },
    ]);
  });

  test("is asked by several at a time in one process, while others write to it", async () => {
    const shared = new DuckDbDatabase(path.join(folder, "contract.duckdb"));
    const target = new PartitionTarget(shared, { table: "sales", where: { day: "2026-11-19" } });
    const script = path.join(import.meta.dirname, "../in-another-process.ts");
    const writers = ["one", "two", "three"].map((name) =>
      promisify(execFile)(process.execPath, [script, connectorModule("duckdb"), name, "write", "line", "500"]),
    );
    const written = Promise.all(writers).then(() => "written");
    const ask = async () => {
      while ((await Promise.race([written, setTimeout(Math.random() * 200)])) !== "written")
        expect(await target.exists()).toBe(false);
    };
    await Promise.all([ask(), ask(), ask(), ask()]);
  });

  test("tells who keeps the file when it waited long enough", async () => {
    const file = path.join(folder, "kept.duckdb");
    const hold = `const { DuckDBInstance } = await import("@duckdb/node-api");
      await DuckDBInstance.create(${JSON.stringify(file)}); console.log("kept"); setInterval(() => {}, 1 << 30);`;
    const other = spawn(process.execPath, ["--input-type=module", "--eval", hold], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      await once(other.stdout, "data");
      const impatient = new DuckDbDatabase(file, { lockTimeout: 0 });
      await expect(impatient.all("SELECT 1")).rejects.toThrow(new RegExp(`kept.duckdb: .*PID ${other.pid}`));
      const signal = AbortSignal.timeout(10);
      const endless = new DuckDbDatabase(file).transaction(async () => {}, { signal });
      await expect(endless).rejects.toThrow(/timeout/);
    } finally {
      other.kill("SIGKILL");
    }
  });

  test("a value that is none of its column's type is refused, and the older file stays", async () => {
    const file = new ParquetTarget(path.join(folder, "typed.parquet"), { columns: { day: "DATE", n: "INTEGER" } });
    await file.writeRows([{ day: "2026-11-18", n: 9007199n }]);
    await expect(file.writeRows([{ day: "yesterday", n: 1 }])).rejects.toThrow("yesterday");
    const rows: unknown[] = [];
    for await (const row of file.readRows()) rows.push(row);
    expect(rows).toEqual([{ day: "2026-11-18", n: 9007199 }]);
  });
});
