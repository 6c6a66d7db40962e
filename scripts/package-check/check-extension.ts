import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { unzipSync } from "fflate";
import { checkContent } from "./check-content.ts";
import type { Findings } from "./findings.ts";
import { mustRun } from "./run.ts";
import { PIPELINE, putFiles, runPipeline } from "./run-pipeline.ts";

/** Most of it is the compiler in WebAssembly: 2.7 MB. */
const LARGEST = 4 * 2 ** 20;

const NEEDED = [
  "package.json",
  "package.nls.json",
  // As vsce calls them.
  "readme.md",
  "changelog.md",
  "LICENSE.txt",
  "NOTICE",
  "media/icon.png",
  "l10n/bundle.l10n.json",
  "dist/extension.cjs",
  "dist/index.js",
  "dist/cli.js",
  "dist/worker.js",
  "dist/analyzer.js",
  "dist/history-thread.js",
  "dist/checker.js",
  "dist/webview/panel.js",
  "dist/webview/panel.css",
  "dist/esbuild-wasm/esbuild.wasm.br",
];
const ALLOWED =
  /^(?:package(?:\.nls(?:\.[a-z-]+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt|NOTICE|(?:media|l10n|schemas|snippets)\/[^/]+|media\/walkthrough\/[a-z]+\.md|docs\/findings\/[A-Za-z-]+\.md|dist\/[a-z-]+\.c?js|dist\/(?:chunks|targets)\/[^/]+\.js|dist\/webview\/[^/]+\.(?:js|css|ttf)|dist\/esbuild-wasm\/(?:package\.json|LICENSE\.md|wasm_exec(?:_node)?\.js|lib\/main\.js|bin\/esbuild|esbuild\.wasm\.br))$/;

/** @param source a copy of the source, to pack */
export async function checkExtension(findings: Findings, source: string, folder: string): Promise<void> {
  const vsix = path.join(folder, "pipewright.vsix");
  await mkdir(folder, { recursive: true });
  await mustRun("npm", ["run", "package", "--", "--out", vsix], { cwd: source });
  const { size } = await stat(vsix);
  findings.size("the extension, as a .vsix", size);
  findings.expect(`is smaller than ${LARGEST} bytes`, size < LARGEST);

  const unpacked = path.join(folder, "unpacked");
  for (const [name, bytes] of Object.entries(unzipSync(await readFile(vsix)))) {
    if (name.endsWith("/")) continue;
    await mkdir(path.dirname(path.join(unpacked, name)), { recursive: true });
    await writeFile(path.join(unpacked, name), bytes);
  }
  const extension = path.join(unpacked, "extension");
  await checkContent(findings, extension, { needed: NEEDED, allowed: ALLOWED, source });

  // Where nothing is installed, not even a `node` on the path: what the extension carries has to do.
  const project = path.join(folder, "project");
  await putFiles(project, { "tasks/sales.ts": PIPELINE["tasks/sales.ts"] });
  const nowhere = path.join(folder, "nowhere");
  await mkdir(nowhere);
  await runPipeline(findings, project, [process.execPath, path.join(extension, "dist/cli.js")], { PATH: nowhere });
}
