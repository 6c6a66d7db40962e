import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");
const example = path.join(root, "examples/daily-sales-report");

/** A copy of the example that a test may change, with little data. */
export interface ExampleWorkspace {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies the example to where `pipewright` still resolves, inside this repository, and makes its data. */
export async function copyExample(): Promise<ExampleWorkspace> {
  const workspaces = path.join(root, "artifacts/workspaces");
  await mkdir(workspaces, { recursive: true });
  const parent = await mkdtemp(path.join(workspaces, "copy-"));
  const folder = path.join(parent, "daily-sales-report");
  await cp(example, folder, {
    recursive: true,
    filter: (source) => !/^(?:data|\.pipewright)(?:$|[\\/])/.test(path.relative(example, source)),
  });
  const { status, stderr } = spawnSync(process.execPath, ["make-data.ts", "--small"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The example's data could not be made: ${stderr}`);
  return { folder, remove: () => rm(parent, { recursive: true, force: true }) };
}
