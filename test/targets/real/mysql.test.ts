import { afterAll, describe, expect, test } from "vitest";
import { PartitionTarget } from "../../../src/targets/database/index.ts";
import { MARIADB_PASSWORD, mariadbServer } from "../servers/mariadb-server.ts";
import { describeContract } from "../target-contract.ts";
import { connectorModule, described } from "../tested-against.ts";

const server = await mariadbServer();
process.env["CONTRACT_MYSQL"] =
  `mysql://pipewright:${encodeURIComponent(MARIADB_PASSWORD)}@127.0.0.1:${server.port}/contract`;
described("pipewright/targets/mysql", "mysql2", server.version);
const { database } = await import("../connectors/mysql.ts");
const questions = async () => {
  const [row] = await database.all("SHOW GLOBAL STATUS LIKE 'Com_stmt_execute'");
  return Number(row?.["Value"]) - ++asked;
};
let asked = 0;
afterAll(async () => {
  await database.close();
  await server.stop();
});

await describeContract("A partition in MariaDB", connectorModule("mysql"), { questions });

describe("MySQL", () => {
  test("takes and gives values of every type as they are", async () => {
    const create = `CREATE TABLE IF NOT EXISTS kinds (day DATE, \`Odd \`\`name\` TEXT, whole INT, big BIGINT, part DOUBLE,
      price DECIMAL(20, 4), yes BOOLEAN, at DATETIME(3), raw BLOB, data JSON, INDEX (day))`;
    const target = new PartitionTarget(database, { table: "contract.kinds", where: { day: "2026-11-18" }, create });
    const row = {
      "Odd `name": "a\\N\tb\nc",
      whole: -5,
      big: 9007199254740993n,
      part: 0.1,
      price: "12345678901234.5678",
      yes: true,
      at: new Date("2026-11-18T10:00:00.250Z"),
      raw: Uint8Array.from([0, 255, 92]),
      data: { list: [1, "two"] },
    };
    const nulls = Object.fromEntries(Object.keys(row).map((name) => [name, null]));
    expect(await target.write([row, nulls, { ...nulls, "Odd `name": "" }])).toBe(3);
    const [back, ...others] = await target.read();
    expect(back).toEqual({
      ...row,
      day: "2026-11-18",
      big: "9007199254740993",
      yes: 1,
      at: "2026-11-18 10:00:00.250",
      raw: Buffer.from([0, 255, 92]),
      data: '{"list":[1,"two"]}',
    });
    expect(others).toEqual([
      { ...nulls, day: "2026-11-18" },
      { ...nulls, day: "2026-11-18", "Odd `name": "" },
    ]);
  });

  test("several partitions of a table are written at the same time", async () => {
    const create = "CREATE TABLE IF NOT EXISTS days (day DATE, n INT, INDEX (day))";
    const days = ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"];
    const targets = days.map((day) => new PartitionTarget(database, { table: "days", where: { day }, create }));
    for (let round = 0; round < 3; round++)
      await Promise.all(targets.map((target) => target.write(Array.from({ length: 2000 }, (_, n) => ({ n })))));
    for (const target of targets) expect(await target.read()).toHaveLength(2000);
  });

  test("killed in the middle of writing, has all of the old rows or all of the new ones when it is back", async () => {
    const create = "CREATE TABLE IF NOT EXISTS crashes (day DATE, n INT, INDEX (day))";
    const target = new PartitionTarget(database, { table: "crashes", where: { day: "2026-11-18" }, create });
    await target.write(Array.from({ length: 10 }, (_, n) => ({ n })));
    async function* rows() {
      for (let n = 0; n < 40_000; n++) {
        if (n === 20_000) await server.kill();
        yield { n };
      }
    }
    await expect(target.write(rows())).rejects.toThrow(`mysql://127.0.0.1:${server.port}`);
    await server.start();
    expect(await target.exists()).toBe(true);
    expect(await target.read()).toHaveLength(10);
    expect(await target.write([{ n: 1 }])).toBe(1);
    expect(await target.read()).toHaveLength(1);
  });
});
