import { MysqlDatabase } from "../../../src/targets/mysql/index.ts";
import type { Connector } from "../contract-subject.ts";
import { tableSubject } from "../table-subject.ts";

const url = process.env["CONTRACT_MYSQL"] ?? "";
export const database = new MysqlDatabase(url);
const { host } = new URL(url);

const connector: Connector = {
  open: (name) => tableSubject(database, name),
  broken: {
    "the password is wrong": {
      subject: tableSubject(new MysqlDatabase(`mysql://pipewright:wr%2Fong-secret@${host}/contract`), "x"),
      address: `mysql://${host}/contract`,
      secret: "ong-secret",
    },
    "nobody listens": {
      subject: tableSubject(new MysqlDatabase("mysql://pipewright:some-secret@127.0.0.1:1/contract"), "x"),
      address: "mysql://127.0.0.1:1/contract",
      secret: "some-secret",
    },
  },
};
export default connector;
