import { readFile } from "node:fs/promises";
import path from "node:path";

const IMPORT = /(?:from|import|require)\s*\(?\s*["']([^"']+)["']/;

/**
 * Says of a module that could not be loaded where the source imports a package that is not installed. Node names the
 * bundle, which nobody has written.
 *
 * @param module the bundle, absolute, with its source map beside it
 * @returns `error` itself where it is of another kind
 */
export async function missingPackage(error: unknown, module: string): Promise<unknown> {
  if (!(error instanceof Error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const name = /^Cannot find package '([^']+)' imported from/.exec(message)?.[1];
  if (code !== "ERR_MODULE_NOT_FOUND" || name === undefined || !message.includes(module)) return error;
  const missing = new Error(`The package ${name} is not installed. Install it: npm install ${name}`);
  missing.stack = [`Error: ${missing.message}`, ...(await importsOf(name, module))].join("\n    at ");
  return Object.assign(missing, { code });
}

/** The place of each import of a package, as a stack has places. */
async function importsOf(name: string, module: string): Promise<string[]> {
  const { sources } = JSON.parse(await readFile(`${module}.map`, "utf8")) as { sources: string[] };
  const places: string[] = [];
  for (const source of sources) {
    const file = path.resolve(path.dirname(module), source);
    const lines = (await readFile(file, "utf8").catch(() => "")).split("\n");
    const line = lines.findIndex((text) => `${IMPORT.exec(text)?.[1]}/`.startsWith(`${name}/`));
    if (line >= 0) places.push(`${file}:${line + 1}:1`);
  }
  return places;
}
