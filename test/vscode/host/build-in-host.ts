import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const SOURCE = "test/vscode/in-host";

/**
 * Bundles the tests that run inside an extension host, as VS Code loads them.
 *
 * @param name only of the files that have it in their names
 * @returns the module with `run()`
 */
export async function buildInHost(name: string): Promise<string> {
  const outdir = path.join(ROOT, "artifacts/in-host");
  const files = readdirSync(path.join(ROOT, SOURCE));
  const tests = files.filter((file) => file.endsWith(".test.ts") && file.includes(name));
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: ["index.ts", ...tests].map((file) => path.join(SOURCE, file)),
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    logLevel: "warning",
  });
  return path.join(outdir, "index.cjs");
}
