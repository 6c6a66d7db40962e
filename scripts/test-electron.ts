// The suites that run inside the extension host, in the VS Code of the desktop: for who can download it.
//
//   npm run test:electron                 the version that is stable today
//   npm run test:electron -- NAME         of the suites, only the files with NAME in their name
//   VSCODE_VERSION=1.101.0 …              another one: the oldest that the extension names, say
//   VSCODE_EXECUTABLE=/path/to/code …     one that is there already; nothing is downloaded
//
// On Linux without a screen: `xvfb-run -a npm run test:electron`.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { copyExample } from "../test/support/copy-example.ts";
import { buildInHost } from "../test/vscode/host/build-in-host.ts";
import { QUIET_SETTINGS } from "../test/vscode/host/settings.ts";

const root = path.resolve(import.meta.dirname, "..");
const [name = ""] = process.argv.slice(2);
const { VSCODE_VERSION: version, VSCODE_EXECUTABLE: executable } = process.env;

const vscodeExecutablePath = await findVsCode();
if (vscodeExecutablePath === undefined) process.exitCode = 1;
else await test(vscodeExecutablePath);

async function findVsCode(): Promise<string | undefined> {
  if (executable !== undefined) {
    if (existsSync(executable)) return executable;
    console.error(`VSCODE_EXECUTABLE names ${executable}, which is not there.`);
    return undefined;
  }
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: path.join(root, ".vscode-test") });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(
      `VS Code could not be downloaded: ${reason}\n` +
        "Name one that is installed in VSCODE_EXECUTABLE, or run the same suites in the workbench that comes from npm: " +
        "npm run test:vscode -- --in-host",
    );
    return undefined;
  }
}

async function test(vscode: string): Promise<void> {
  const tests = await buildInHost(name);
  const folder = copyExample();
  const out = mkdtempSync(path.join(tmpdir(), "pipewright-electron-"));
  const inOut = (file: string) => path.join(out, file);
  mkdirSync(inOut("user-data/User"), { recursive: true });
  writeFileSync(inOut("user-data/User/settings.json"), JSON.stringify(QUIET_SETTINGS));
  try {
    await runTests({
      vscodeExecutablePath: vscode,
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      extensionTestsEnv: { VSCODE_HOST_ROOT: out },
      launchArgs: [
        folder,
        `--user-data-dir=${inOut("user-data")}`,
        `--extensions-dir=${inOut("extensions")}`,
        "--disable-workspace-trust",
      ],
    }).catch((error: unknown) => console.error(String(error)));
    // A host that crashed may end with any code: the tests' own result counts, which they leave at their very end.
    const result = existsSync(inOut("result.json")) ? readFileSync(inOut("result.json"), "utf8") : undefined;
    const { passed, failed } = JSON.parse(result ?? '{ "passed": 0, "failed": 1 }') as Record<string, number>;
    if (existsSync(inOut("report.txt"))) console.log(readFileSync(inOut("report.txt"), "utf8"));
    if (result === undefined) console.error("VS Code ended before the tests did.");
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed || !passed ? 1 : 0;
  } finally {
    for (const each of [out, path.dirname(folder)]) rmSync(each, { recursive: true, force: true, maxRetries: 5 });
  }
}
