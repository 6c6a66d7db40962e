import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { describeContract } from "./target-contract.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-"));
process.env["CONTRACT_FOLDER"] = folder; // for the processes that the contract starts, too
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const connector = (name: string) => path.join(import.meta.dirname, "connectors", `${name}.ts`);

await describeContract("LocalTarget", connector("local"));
await describeContract("A partition in SQLite", connector("sqlite"));
