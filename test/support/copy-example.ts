import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");
const EXAMPLE = path.join(ROOT, "examples/daily-sales-report");
// Within the repository, where `pipewright` and the packages of the example resolve.
const COPIES = path.join(ROOT, "artifacts/examples");

/**
 * Copies the example with a small production database, a history of its own and nothing made yet.
 *
 * @param env where its systems are, when not beside it
 * @returns the copy's folder, which a test may change and removes
 */
export function copyExample(env: NodeJS.ProcessEnv = {}): string {
  mkdirSync(COPIES, { recursive: true });
  const folder = path.join(mkdtempSync(path.join(COPIES, "copy-")), path.basename(EXAMPLE));
  const made = [path.join(EXAMPLE, "data"), path.join(EXAMPLE, ".pipewright")];
  cpSync(EXAMPLE, folder, { recursive: true, filter: (file) => !made.includes(file) });
  const making = spawnSync(process.execPath, ["make-data.ts", "--small"], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  if (making.status !== 0) throw new Error(`make-data.ts ended with exit code ${making.status}: ${making.stderr}`);
  return folder;
}
