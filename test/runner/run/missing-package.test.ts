import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const folder = temporaryFolders();

test("a package that is not installed is told with the line that imports it, and how it is installed", async () => {
  const root = folder();
  writeProject(
    root,
    'import { Task } from "pipewright";\nimport { rates } from "../rates.ts";\nexport class Convert extends Task {\n  output() {\n    return rates();\n  }\n}\n',
  );
  const rates = path.join(root, "rates.ts");
  writeFileSync(
    rates,
    '// Rates.\nimport fetchRates from "@banks/rates/daily";\nexport const rates = () => fetchRates();\n',
  );
  const { exitCode, stderr } = await pipewright(root, ["run", "Convert"]);
  expect(exitCode).toBe(35);
  expect(stderr).toContain(
    `The tasks could not be loaded at ${rates}:2:1: The package @banks/rates is not installed. Install it: npm install @banks/rates`,
  );
});
