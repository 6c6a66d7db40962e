import { pathToFileURL } from "node:url";
import type { FileSystemTarget } from "../../../src/framework/index.ts";
import type { Connector } from "../contract-subject.ts";
import { fileSubject } from "../file-subject.ts";

// The class that docs/write-your-own-target.md makes.
const { StoreTarget } = (await import(pathToFileURL(process.env["CONTRACT_DOCUMENTED"] ?? "").href)) as {
  StoreTarget: new (url: string) => FileSystemTarget;
};
const store = process.env["CONTRACT_STORE"] ?? "";

const connector: Connector = {
  open: (name) => fileSubject(new StoreTarget(`${store}/${name}.txt`)),
  broken: {
    "nobody listens": {
      subject: fileSubject(new StoreTarget("http://127.0.0.1:1/x.txt")),
      address: "http://127.0.0.1:1/x.txt",
    },
  },
};
export default connector;
