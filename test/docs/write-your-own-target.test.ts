import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { pipewright } from "../support/command.ts";
import { compilePage, pageCode, writePage } from "../support/page-code.ts";
import { startStore } from "../support/store-server.ts";
import { describeContract } from "../targets/target-contract.ts";
import { connectorModule } from "../targets/tested-against.ts";

const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "pipewright-")));
const [project, kept] = [path.join(folder, "project"), path.join(folder, "store")];
for (const made of [project, kept]) mkdirSync(made);
writePage(project, pageCode("docs/write-your-own-target.md"));
const store = await startStore(kept);
process.env["CONTRACT_DOCUMENTED"] = path.join(project, "targets/store-target.ts");
process.env["CONTRACT_STORE"] = store.url;
afterAll(async () => {
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

await describeContract("The target of the page", connectorModule("documented"));

test("the page's code has no error of type", () => {
  expect(compilePage(project)).toBe("");
});

test("the page's task runs, and is complete then", async () => {
  const run = () => pipewright(project, ["run", "PublishPrices", "--date", "2026-11-20"], { STORE: store.url });
  const { exitCode, stderr } = await run();
  expect(exitCode, stderr).toBe(0);
  expect(readdirSync(kept)).toContain(encodeURIComponent("/prices-2026-11-20.csv.gz"));
  const again = await run();
  expect(again.exitCode).toBe(0);
  expect(again.stdout + again.stderr).toMatch(/1 (?:was|were) (?:complete|there)|already/i);
});
