// Packs the library and the extension from a copy of the source, and uses both as their users do.
// `npm run check:package` ends with exit code 1 when anything is wrong, after it has checked everything else.
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { keepFigures } from "./bench/figures.ts";
import { checkExtension } from "./package-check/check-extension.ts";
import { checkLibrary } from "./package-check/check-library.ts";
import { copySource, ROOT } from "./package-check/copy-source.ts";
import { Findings } from "./package-check/findings.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "pipewright-package-"));
const source = path.join(ROOT, "artifacts", `source-${process.pid}`);
const findings = new Findings();
try {
  await copySource(source);
  await findings.part("The library", () => checkLibrary(findings, source, path.join(folder, "library")));
  await findings.part("The extension", () => checkExtension(findings, source, path.join(folder, "extension")));
} finally {
  for (const made of [folder, source]) await rm(made, { recursive: true, force: true });
}
keepFigures("sizes", findings.sizes);
console.log(findings.wrong === 0 ? "\nAll is well." : `\n${findings.wrong} wrong.`);
process.exitCode = findings.wrong === 0 ? 0 : 1;
