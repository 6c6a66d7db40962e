import os from "node:os";
import path from "node:path";
import { DuckDbDatabase } from "../../../src/targets/duckdb/index.ts";
import type { Connector } from "../contract-subject.ts";
import { tableSubject } from "../table-subject.ts";

const folder = process.env["CONTRACT_FOLDER"] ?? os.tmpdir();
const settings = { threads: "1", memory_limit: "50MB" };
const database = new DuckDbDatabase(path.join(folder, "contract.duckdb"), { settings });
const broken = new DuckDbDatabase(folder);

const connector: Connector = {
  open: (name) => tableSubject(database, name),
  broken: { "a folder is no database": { subject: tableSubject(broken, "x"), address: `duckdb:${folder}` } },
};
export default connector;
