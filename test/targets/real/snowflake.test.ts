import { afterAll, describe, expect, test } from "vitest";
import { PartitionTarget } from "../../../src/targets/database/index.ts";
import { SnowflakeDatabase } from "../../../src/targets/snowflake/index.ts";
import { snowflakeServer } from "../servers/snowflake-server.ts";
import { describeContract } from "../target-contract.ts";
import { connectorModule, described } from "../tested-against.ts";

// Not Snowflake's service: a server that speaks what is published of it, with DuckDB behind it.
const server = await snowflakeServer();
process.env["CONTRACT_SNOWFLAKE"] = server.address;
process.env["CONTRACT_SNOWFLAKE_KEY"] = server.privateKey;
described("pipewright/targets/snowflake", undefined, "a server of ours, by the published protocol");
afterAll(() => server.stop());

await describeContract("A partition in Snowflake", connectorModule("snowflake"), {
  bigMib: 0,
  questions: () => server.statements().length,
});

describe("Snowflake", () => {
  const options = { endpoint: server.address, privateKey: server.privateKey };
  const database = new SnowflakeDatabase("snowflake://loader@tests-contract/contract/public", options);
  const ran = (text: string) => server.statements().filter(({ sql }) => sql.includes(text));

  test("keeps values of every type as they are, and leaves other partitions alone", async () => {
    const create =
      "CREATE TABLE IF NOT EXISTS kinds (day DATE, whole BIGINT, price DECIMAL(12, 2), part DOUBLE, yes BOOLEAN, " +
      "since TIMESTAMP, line VARCHAR)";
    const of = (day: string) => new PartitionTarget(database, { table: "kinds", where: { day }, create });
    await of("2026-11-17").write([{ whole: 1 }]);
    const row = { whole: -5, price: "12.50", part: 0.5, yes: false, since: "2026-11-18 10:00:00.25", line: "a 'b'" };
    const nulls = Object.fromEntries(Object.keys(row).map((name) => [name, null]));
    expect(await of("2026-11-18").write([row, nulls])).toBe(2);
    const [first, second] = await of("2026-11-18").read();
    expect([first, second]).toContainEqual({ ...row, day: "2026-11-18", since: "2026-11-18 10:00:00.250" });
    expect([first, second]).toContainEqual({ ...nulls, day: "2026-11-18" });
    expect(await of("2026-11-17").read()).toMatchObject([{ whole: 1 }]);
  });

  test("writes what a query gives, with its values bound, and reads it part by part", async () => {
    const target = new PartitionTarget(database, {
      table: "many",
      where: { region: "North" },
      columns: ["n"],
      create: "CREATE TABLE IF NOT EXISTS many (region VARCHAR, n BIGINT)",
    });
    expect(await target.writeQuery("SELECT range AS n FROM range(9999) WHERE range < ?", [2500])).toBe(2500);
    expect((await target.read()).map((row) => Number(row["n"])).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 2500 }, (_, n) => n),
    );
  });

  test("asks again when an answer is lost, and no statement runs twice", async () => {
    await database.run("CREATE TABLE lost (n BIGINT)", []);
    server.loseAnswers(2);
    await database.run("INSERT INTO lost VALUES (?)", [1]);
    expect(await database.all("SELECT n FROM lost")).toEqual([{ n: 1 }]);
    expect(ran("INSERT INTO lost")).toHaveLength(1);
  });

  test("cancels a statement there when the signal is given here", async () => {
    server.hang("SELECT 'hanging'");
    const controller = new AbortController();
    const asking = database.run("SELECT 'hanging'", [], { signal: controller.signal });
    await expect.poll(() => ran("'hanging'").length, { timeout: 60_000 }).toBe(1);
    controller.abort(new Error("enough"));
    await expect(asking).rejects.toThrow("enough");
    server.hang(undefined);
    expect(ran("'hanging'")).toEqual([{ sql: "SELECT 'hanging'", state: "cancelled" }]);
  });

  test("says what is missing", async () => {
    const without = new SnowflakeDatabase("snowflake://loader@tests-contract/contract/public", {});
    await expect(without.all("SELECT 1")).rejects.toThrow("a privateKey or a token is needed");
    expect(() => new SnowflakeDatabase("snowflake://loader@tests-contract", {})).toThrow("account/database/schema");
  });
});
