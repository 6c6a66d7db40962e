import { PostgresDatabase } from "../../../src/targets/postgres/index.ts";
import type { Connector } from "../contract-subject.ts";
import { tableSubject } from "../table-subject.ts";

const url = process.env["CONTRACT_POSTGRES"] ?? "";
export const database = new PostgresDatabase(url);
const { host } = new URL(url);

const connector: Connector = {
  open: (name) => tableSubject(database, name),
  broken: {
    "the password is wrong": {
      subject: tableSubject(new PostgresDatabase(`postgres://postgres:wr%2Fong-secret@${host}/postgres`), "x"),
      address: `postgres://${host}/postgres`,
      secret: "ong-secret",
    },
    "nobody listens": {
      subject: tableSubject(new PostgresDatabase("postgres://postgres:some-secret@127.0.0.1:1/postgres"), "x"),
      address: "postgres://127.0.0.1:1/postgres",
      secret: "some-secret",
    },
  },
};
export default connector;
