import { BigQueryDatabase } from "../../../src/targets/bigquery/index.ts";
import type { Connector } from "../contract-subject.ts";
import { tableSubject } from "../table-subject.ts";

const elsewhere = process.env["CONTRACT_BIGQUERY_ELSEWHERE"] ?? "";
const apiEndpoint = process.env["CONTRACT_BIGQUERY"] ?? "";
export const database = new BigQueryDatabase("tests.contract", { apiEndpoint });

const connector: Connector = {
  open: (name) => tableSubject(database, name, "STRING"),
  broken: {
    "the project is somebody else's": {
      subject: tableSubject(new BigQueryDatabase("elsewhere.contract", { apiEndpoint }), "x", "STRING"),
      address: `bigquery://elsewhere/contract at ${apiEndpoint}`,
      secret: process.env["CONTRACT_BIGQUERY_TOKEN"],
    },
    "the credentials are not taken": {
      subject: tableSubject(new BigQueryDatabase("tests.contract", { apiEndpoint: elsewhere }), "x", "STRING"),
      address: `bigquery://tests/contract at ${elsewhere}`,
      secret: process.env["CONTRACT_BIGQUERY_TOKEN"],
    },
  },
};
export default connector;
