import { type Database, PartitionTarget } from "../../src/targets/database/index.ts";
import type { Subject } from "./contract-subject.ts";

/** A partition of a table as the contract sees it. */
export function tableSubject(database: Database, name: string): Subject {
  const target = new PartitionTarget(database, {
    table: "contract lines",
    where: { part: name },
    columns: ["line"],
    create: `CREATE TABLE IF NOT EXISTS ${database.quote("contract lines")} (part VARCHAR(100), line TEXT)`,
  });
  async function* rows(given: AsyncIterable<string>) {
    for await (const line of given) yield { line };
  }
  async function* lines() {
    for await (const row of target.rows()) yield String(row["line"]);
  }
  return { target, write: (given, signal) => target.write(rows(given), { signal }), lines };
}
