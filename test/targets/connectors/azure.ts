import { AzureBlobTarget } from "../../../src/targets/azure/index.ts";
import type { Connector } from "../contract-subject.ts";
import { fileSubject } from "../file-subject.ts";

const connectionString = process.env["CONTRACT_AZURE"] ?? "";
const wrong = process.env["CONTRACT_AZURE_WRONG"] ?? "";
const keyOf = (connection: string) => /AccountKey=([^;]+)/.exec(connection)?.[1] ?? "";

const connector: Connector = {
  open: (name) => fileSubject(new AzureBlobTarget(`az://contract/some folder/${name}.txt`, { connectionString })),
  broken: {
    "there is no such container": {
      subject: fileSubject(new AzureBlobTarget("az://nowhere/x", { connectionString })),
      address: "az://nowhere/x at http://127.0.0.1:",
      secret: keyOf(connectionString),
    },
    "the key is wrong": {
      subject: fileSubject(new AzureBlobTarget("az://contract/x", { connectionString: wrong })),
      address: "az://contract/x at http://127.0.0.1:",
      secret: keyOf(wrong),
    },
  },
};
export default connector;
