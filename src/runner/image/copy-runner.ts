import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { ownProgram } from "../project/own-program.ts";

const PROGRAMS = ["index.js", "testing.js", "cli.js", "worker.js", "pod.js", "analyzer.js", "history-thread.js"];

/** Copies this package, as far as a pod or a coordinator in a pod needs it: who plans and who runs are of one version. */
export async function copyRunner(folder: string): Promise<void> {
  const dist = path.dirname(ownProgram("cli.js"));
  for (const made of ["chunks", "targets"]) await mkdir(path.join(folder, "dist", made), { recursive: true });
  await copyFile(path.join(dist, "..", "package.json"), path.join(folder, "package.json"));
  const connectors = (await readdir(path.join(dist, "targets"))).filter((name) => name.endsWith(".js"));
  const seen = new Set([...PROGRAMS, ...connectors.map((name) => path.join("targets", name))]);
  for (const name of seen) {
    const file = path.join(dist, name);
    await copyFile(file, path.join(folder, "dist", name));
    // What a build has left behind from before is not imported by anything.
    for (const [, imported = ""] of (await readFile(file, "utf8")).matchAll(/["'](\.\.?\/[\w./-]+\.js)["']/g)) {
      const wanted = path.relative(dist, path.resolve(path.dirname(file), imported));
      if (wanted.startsWith("chunks")) seen.add(wanted);
    }
  }
}
