import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { pipewright } from "../../support/command.ts";
import { pageCode, writePage } from "../../support/page-code.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { debianProgram } from "../servers/debian-program.ts";

const PAGE = "docs/connectors.md";
const ROOT = path.resolve(import.meta.dirname, "../../..");

const makeFolder = temporaryFolders();
const python = debianProgram("python3", ["/usr/bin/python3"]);

test("the page's Python script is run by a Python, after a dbt whose place another program takes", async () => {
  const folder = makeFolder();
  writePage(folder, pageCode(PAGE));
  const [, script = ""] =
    /```python\n(# train\.py\n[\s\S]*?)```/.exec(readFileSync(path.join(ROOT, PAGE), "utf8")) ?? [];
  writeFileSync(path.join(folder, "train.py"), script);
  const bin = path.join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(
    path.join(bin, "dbt"),
    '#!/bin/sh\necho "dbt: $*, profiles in $DBT_PROFILES_DIR"\nmkdir -p "$5"\necho "{}" > "$5/manifest.json"\n',
  );
  chmodSync(path.join(bin, "dbt"), 0o755);
  const env = { PATH: [bin, path.dirname(python), process.env["PATH"]].join(":") };

  const { exitCode, stdout, stderr } = await pipewright(folder, ["run", "TrainModel", "--date", "2026-11-20"], env);
  expect(exitCode, stdout + stderr).toBe(0);
  const model = path.join(folder, "data/model/2026-11-20.json");
  expect(JSON.parse(readFileSync(model, "utf8"))).toEqual({ day: "2026-11-20", weights: [0.2, 0.8] });
  const said = async (family: string) => (await pipewright(folder, ["logs", family])).stdout;
  expect(await said("TrainModel")).toContain("trained for 2026-11-20");
  expect(await said("BuildModels")).toContain(
    'dbt: run --vars {"day":"2026-11-20"} --target-path data/dbt/2026-11-20, profiles in profiles',
  );
});
