import os from "node:os";
import path from "node:path";
import { LocalTarget } from "../../../src/framework/index.ts";
import type { Connector } from "../contract-subject.ts";
import { fileSubject } from "../file-subject.ts";

const folder = process.env["CONTRACT_FOLDER"] ?? os.tmpdir();

const connector: Connector = {
  open: (name) => fileSubject(new LocalTarget(path.join(folder, `${name}.txt`))),
  broken: {},
};
export default connector;
