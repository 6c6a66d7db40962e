import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { KubeConfig } from "@kubernetes/client-node";
import { Cluster } from "../../src/runner/kubernetes/cluster.ts";
import type { KubernetesConfig } from "../../src/runner/kubernetes/kubernetes-config.ts";
import { CLI } from "../support/command.ts";

/** Has the program that makes an image for the cluster; scripts/test-kubernetes.ts says where that is. */
const KIT = process.env.PIPEWRIGHT_KUBERNETES_KIT ?? "";

const PACKAGES = path.resolve(import.meta.dirname, "../../node_modules");

export interface PodsProjectOptions {
  /** The folder with the project, of which a copy is made. */
  readonly source: string;
  /** The names of this repository's packages that the tasks need. */
  readonly packages?: readonly string[];
  /** More of the configuration's `kubernetes`. */
  readonly kubernetes?: Partial<KubernetesConfig>;
}

/** A project whose tasks run in pods of the cluster that KUBECONFIG names. Its `data` folder is a volume of theirs. */
export class PodsProject {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-pods-"));
  readonly #image = `${path.basename(this.folder).toLowerCase()}:1`;
  readonly #packages: readonly string[];

  constructor({ source, packages = [], kubernetes: settings }: PodsProjectOptions) {
    this.#packages = withTheirs(packages);
    cpSync(source, this.folder, { recursive: true });
    if (packages.length > 0) symlinkSync(PACKAGES, path.join(this.folder, "node_modules"));
    const data = path.join(this.folder, "data");
    mkdirSync(data, { recursive: true });
    const kubernetes = {
      image: this.#image,
      imagePullPolicy: "Never",
      startTimeout: 120,
      gracePeriod: 5,
      volumes: [{ name: "data", mountPath: "data", hostPath: { path: data } }],
      ...settings,
    };
    const config = JSON.stringify({ tasks: ["tasks/*.ts"], kubernetes });
    writeFileSync(path.join(this.folder, "pipewright.config.json"), config);
  }

  /** Does by hand what the Dockerfile of `pipewright image` says: there is no Docker here. */
  makeImage(): void {
    const content = path.join(this.folder, "image");
    const app = path.join(this.folder, "app");
    must(spawnSync(process.execPath, [CLI, "image", "--out", content], { cwd: this.folder, encoding: "utf8" }));
    cpSync(content, app, { recursive: true });
    mkdirSync(path.join(app, "node_modules"));
    renameSync(path.join(app, "pipewright"), path.join(app, "node_modules", "pipewright"));
    for (const name of this.#packages)
      cpSync(path.join(PACKAGES, name), path.join(app, "node_modules", name), { recursive: true });
    // npm sets NODE for its scripts, to the one that it runs on itself.
    const env = { ...process.env, NODE: process.execPath };
    must(spawnSync(path.join(KIT, "image"), [this.#image, app, "/app"], { encoding: "utf8", env }));
    for (const made of [content, app]) rmSync(made, { recursive: true });
  }

  /** The namespace that the tests use, as the runner sees it. */
  cluster(): Cluster {
    const config = new KubeConfig();
    config.loadFromDefault();
    return new Cluster(config, "default");
  }

  file(name: string): string {
    return path.join(this.folder, "data", name);
  }

  read(name: string): string {
    return readFileSync(this.file(name), "utf8");
  }

  /** The pods in which a task has begun. */
  began(name: string): string[] {
    try {
      return readdirSync(this.file(`began/${name}`));
    } catch {
      return [];
    }
  }

  /** Waits until a task has begun in so many pods. */
  async hasBegun(name: string, times = 1): Promise<void> {
    while (this.began(name).length < times) await pause(50);
  }

  /** Lets a `Slow` end. */
  letGo(name: number): void {
    writeFileSync(this.file(`go-${name}`), "");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function must({ status, stderr }: { status: number | null; stderr: string }): void {
  if (status !== 0) throw new Error(stderr);
}

/** Packages with those that they need in turn, as far as these are installed here. */
function withTheirs(names: readonly string[]): string[] {
  const found = new Set(names);
  for (const name of found) {
    const read = JSON.parse(readFileSync(path.join(PACKAGES, name, "package.json"), "utf8")) as Record<string, object>;
    const theirs = Object.keys({ ...read.dependencies, ...read.optionalDependencies });
    for (const other of theirs) if (existsSync(path.join(PACKAGES, other))) found.add(other);
  }
  return [...found];
}
