import { createRequire } from "node:module";
import path from "node:path";
import { ExitCode } from "../../protocol/exit-code.ts";
import { ownProgram } from "../project/own-program.ts";
import { UserError } from "../run/user-error.ts";

type Esbuild = Pick<typeof import("esbuild"), "build" | "transform" | "version">;

/** Of version 0: what is older does not know all that we ask of it. */
const OLDEST_MINOR = 20;

/**
 * Loads the compiler: the one installed with this program, else the project's own, else the one that the editor's
 * extension carries. An extension is one file for every platform, so what it carries is WebAssembly: several times
 * slower, but a bundle is made only of code that has changed.
 *
 * @param root the project's folder
 * @throws UserError when none starts: a `node_modules` that was copied from another platform, say
 */
export async function loadEsbuild(root: string): Promise<Esbuild> {
  const reasons: string[] = [];
  for (const from of [import.meta.filename, path.join(root, "package.json"), ownProgram("esbuild-wasm/package.json")]) {
    try {
      return await start(from);
    } catch (error) {
      reasons.push((error as Error).message.split("\n", 1)[0] as string);
    }
  }
  throw new UserError(
    `The tasks could not be compiled, because esbuild does not start. Install it anew: npm install esbuild\n  ${[...new Set(reasons)].join("\n  ")}`,
    ExitCode.schedulingError,
  );
}

/** @param from the file whose esbuild it is */
async function start(from: string): Promise<Esbuild> {
  const require = createRequire(from);
  const esbuild: Esbuild = require("esbuild");
  const [major = 0, minor = 0] = esbuild.version.split(".").map(Number);
  if (major === 0 && minor < OLDEST_MINOR) throw new Error(`esbuild ${esbuild.version} is too old.`);
  await esbuild.transform(""); // it may be there and not start
  return esbuild;
}
