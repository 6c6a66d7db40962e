import { SnowflakeDatabase } from "../../../src/targets/snowflake/index.ts";
import type { Connector } from "../contract-subject.ts";
import { tableSubject } from "../table-subject.ts";

const endpoint = process.env["CONTRACT_SNOWFLAKE"] ?? "";
const options = { endpoint, privateKey: process.env["CONTRACT_SNOWFLAKE_KEY"] ?? "" };
const url = "snowflake://loader@tests-contract/contract/public?warehouse=loading";
export const database = new SnowflakeDatabase(url, options);

const connector: Connector = {
  open: (name) => tableSubject(database, name),
  broken: {
    "the user is somebody else": {
      subject: tableSubject(new SnowflakeDatabase(url.replace("loader", "nobody"), options), "x"),
      address: `snowflake://tests-contract/contract/public at ${endpoint}`,
      secret: options.privateKey.split("\n")[1],
    },
    "the token is wrong": {
      subject: tableSubject(new SnowflakeDatabase(url, { endpoint, token: "some-secret" }), "x"),
      address: `snowflake://tests-contract/contract/public at ${endpoint}`,
      secret: "some-secret",
    },
    "nobody listens": {
      subject: tableSubject(new SnowflakeDatabase(url, { ...options, endpoint: "http://127.0.0.1:1" }), "x"),
      address: "snowflake://tests-contract/contract/public at http://127.0.0.1:1",
    },
  },
};
export default connector;
