// Runs tasks in the pods of a real cluster. `npm run test:kubernetes`
//
//   npm run test:kubernetes -- NAME         only the files with NAME in their name
//   npm run test:kubernetes -- --thorough   20 kills of the coordinator in place of 3
//
// A kit is needed: a folder with `up` and `down`, which start and end a cluster, and `image`, which makes an image known to
// it. PIPEWRIGHT_KUBERNETES_KIT says where it is; else it is looked for beside the project. With KUBECONFIG set, the cluster
// that it names is used and none is started. Without a kit, or where its cluster does not start, no pod is started, and
// that is said: what then is tested are the manifests, the reading of recorded watches, and the state of pods.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const root = path.resolve(import.meta.dirname, "..");
const kit = process.env.PIPEWRIGHT_KUBERNETES_KIT ?? path.join(root, "../shared/kubernetes");
const { values, positionals } = parseArgs({ allowPositionals: true, options: { thorough: { type: "boolean" } } });
const mode = values.thorough ? ["--mode", "thorough"] : [];

if (!existsSync(path.join(kit, "up"))) {
  process.exitCode = withoutCluster("there is no kit to start one with. Set PIPEWRIGHT_KUBERNETES_KIT to its folder.");
} else if (process.env.KUBECONFIG) {
  process.exitCode = onCluster(process.env.KUBECONFIG);
} else {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-cluster-"));
  const config = path.join(folder, "kubeconfig");
  try {
    const isUp = run(path.join(kit, "up"), [folder, config]) === 0;
    process.exitCode = isUp ? onCluster(config) : withoutCluster("it did not start; see above.");
  } finally {
    run(path.join(kit, "down"), [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function onCluster(config: string): number {
  const args = ["--config", "test/kubernetes/vitest.config.ts", "--root", ".", ...mode, ...positionals];
  return vitest(args, { KUBECONFIG: config, PIPEWRIGHT_KUBERNETES_KIT: kit });
}

function withoutCluster(why: string): number {
  console.log(`NO CLUSTER: ${why}`);
  console.log("Only the manifests, the states of pods and recorded watches are tested; no pod is started.");
  return vitest(["test/runner/kubernetes"]);
}

function vitest(args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  return run(process.execPath, [path.join(root, "node_modules/vitest/vitest.mjs"), "run", ...args], env);
}

function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  return spawnSync(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: "inherit" }).status ?? 1;
}
