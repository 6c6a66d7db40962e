import os from "node:os";
import path from "node:path";
import { SqliteDatabase } from "../../../src/targets/sqlite/index.ts";
import type { Connector } from "../contract-subject.ts";
import { tableSubject } from "../table-subject.ts";

const folder = process.env["CONTRACT_FOLDER"] ?? os.tmpdir();
const database = new SqliteDatabase(path.join(folder, "contract.db"));
const broken = new SqliteDatabase(folder);

const connector: Connector = {
  open: (name) => tableSubject(database, name),
  broken: { "a folder is no database": { subject: tableSubject(broken, "x"), address: `sqlite:${folder}` } },
};
export default connector;
