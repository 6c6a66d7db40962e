import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { PartitionTarget } from "../../../src/targets/database/index.ts";
import { POSTGRES_PASSWORD, postgresServer } from "../servers/postgres-server.ts";
import { describeContract } from "../target-contract.ts";
import { connectorModule, described } from "../tested-against.ts";

const server = await postgresServer();
process.env["CONTRACT_POSTGRES"] =
  `postgres://postgres:${encodeURIComponent(POSTGRES_PASSWORD)}@127.0.0.1:${server.port}/postgres`;
described("pipewright/targets/postgres", "pg", server.version);
const { database } = await import("../connectors/postgres.ts");
let questions = 0;
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (this: object, ...args: unknown[]) {
  questions++;
  return (query as (...given: unknown[]) => unknown).apply(this, args);
} as typeof query;
afterAll(async () => {
  await database.close();
  await server.stop();
});

await describeContract("A partition in PostgreSQL", connectorModule("postgres"), {
  questions: () => questions,
});

describe("PostgreSQL", () => {
  test("takes and gives values of every type as they are", async () => {
    const create = `CREATE TABLE IF NOT EXISTS kinds (day DATE, "Odd ""name" TEXT, whole INT, big BIGINT, part DOUBLE PRECISION,
      price NUMERIC(20, 4), yes BOOLEAN, at TIMESTAMPTZ, raw BYTEA, data JSONB)`;
    const target = new PartitionTarget(database, { table: "public.kinds", where: { day: "2026-11-18" }, create });
    const row = {
      'Odd "name': "a\\N\tb\nc",
      whole: -5,
      big: 9007199254740993n,
      part: 0.1,
      price: "12345678901234.5678",
      yes: true,
      at: new Date("2026-11-18T10:00:00Z"),
      raw: Uint8Array.from([0, 255, 92]),
      data: { list: [1, "two"] },
    };
    const nulls = Object.fromEntries(Object.keys(row).map((name) => [name, null]));
    expect(await target.write([row, nulls, { ...nulls, 'Odd "name': "" }])).toBe(3);
    const [back, ...others] = await target.read();
    expect(back).toEqual({
      ...row,
      day: "2026-11-18",
      big: "9007199254740993",
      at: expect.stringMatching(/^2026-11-18 /) as string,
      raw: "\\x00ff5c",
      data: '{"list": [1, "two"]}',
    });
    expect(others).toEqual([
      { ...nulls, day: "2026-11-18" },
      { ...nulls, day: "2026-11-18", 'Odd "name': "" },
    ]);
  });

  test("killed in the middle of a COPY, has all of the old rows or all of the new ones when it is back", async () => {
    const create = "CREATE TABLE IF NOT EXISTS crashes (day DATE, n INT)";
    const target = new PartitionTarget(database, { table: "crashes", where: { day: "2026-11-18" }, create });
    await target.write(Array.from({ length: 10 }, (_, n) => ({ n })));
    async function* rows() {
      for (let n = 0; n < 40_000; n++) {
        if (n === 20_000) await server.kill();
        yield { n };
      }
    }
    await expect(target.write(rows())).rejects.toThrow(`postgres://127.0.0.1:${server.port}`);
    await server.start();
    expect(await target.exists()).toBe(true);
    expect(await target.read()).toHaveLength(10);
    expect(await target.write([{ n: 1 }])).toBe(1);
    expect(await target.read()).toHaveLength(1);
  });
});
