import { type Database, PartitionTarget } from "../../src/targets/database/index.ts";
import type { Subject } from "./contract-subject.ts";

/**
 * A partition of a table as the contract sees it.
 *
 * @param text what the database calls the type of a text
 */
export function tableSubject(database: Database, name: string, text = "TEXT"): Subject {
  const target = new PartitionTarget(database, {
    table: "contract lines",
    where: { part: name },
    columns: ["line"],
    create: `CREATE TABLE IF NOT EXISTS ${database.quote("contract lines")} (part ${text === "TEXT" ? "VARCHAR(100)" : text}, line ${text})`,
  });
  async function* rows(given: AsyncIterable<string>) {
    for await (const line of given) yield { line };
  }
  async function* lines() {
    for await (const row of target.rows()) yield String(row["line"]);
  }
  return { target, write: (given, signal) => target.write(rows(given), { signal }), lines };
}
