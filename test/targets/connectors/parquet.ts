import os from "node:os";
import path from "node:path";
import { ParquetTarget } from "../../../src/targets/duckdb/index.ts";
import type { Connector, Subject } from "../contract-subject.ts";

const folder = process.env["CONTRACT_FOLDER"] ?? os.tmpdir();

function subject(file: string): Subject {
  const target = new ParquetTarget(file, { columns: { line: "VARCHAR" } });
  async function* rows(given: AsyncIterable<string>) {
    for await (const line of given) yield { line };
  }
  async function* lines() {
    for await (const { line } of target.readRows()) yield String(line);
  }
  return { target, write: (given, signal) => target.writeRows(rows(given), { signal }), lines };
}

const connector: Connector = {
  open: (name) => subject(path.join(folder, "parquet", `${name}.parquet`)),
  broken: {
    "a file is in the place of its folder": {
      subject: subject(path.join(import.meta.filename, "x.parquet")),
      address: import.meta.filename,
    },
  },
};
export default connector;
