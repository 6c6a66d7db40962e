// The tests in a real VS Code workbench: `npm run test:vscode [-- in-host|ui]`. Installs the workbench and a Chromium
// when they are missing. Screenshots go to artifacts/screenshots.
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { build } from "esbuild";
import { copyExample } from "../test/support/copy-example.ts";
import { installHost } from "../test/vscode/host/install.ts";
import { installChromium } from "../test/vscode/host/install-chromium.ts";
import { runInHost } from "../test/vscode/host/run-in-host.ts";

const root = path.resolve(import.meta.dirname, "..");
const artifacts = path.join(root, "artifacts");
const [part] = process.argv.slice(2);
let passed = 0;
let failed = 0;

await installHost();
installChromium();
rmSync(path.join(artifacts, "screenshots"), { recursive: true, force: true });
if (part !== "ui") await inHost();
if (part !== "in-host") await throughTheUi();

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** The extension's wiring, tested inside the extension host. */
async function inHost(): Promise<void> {
  const outdir = path.join(artifacts, "in-host");
  await build({
    absWorkingDir: root,
    entryPoints: ["test/vscode/in-host/*.ts"],
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    logLevel: "warning",
  });
  const folder = copyExample();
  try {
    const result = await runInHost({
      extension: root,
      tests: path.join(outdir, "index.cjs"),
      folder,
      screenshot: path.join(artifacts, "screenshots/in-host-failure.png"),
    });
    console.log(result.report);
    passed += result.passed;
    failed += result.failed;
  } finally {
    rmSync(path.dirname(folder), { recursive: true, force: true });
  }
}

/** The extension as its users meet it. */
async function throughTheUi(): Promise<void> {
  const folder = path.join(root, "test/vscode/ui");
  const files = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
  const tests = run({ files: files.map((name) => path.join(folder, name)), concurrency: false });
  tests.on("test:pass", ({ details }) => void (details.type !== "suite" && passed++));
  tests.on("test:fail", ({ details }) => void (details.type !== "suite" && failed++));
  for await (const chunk of tests.compose(new spec())) process.stdout.write(chunk);
}
