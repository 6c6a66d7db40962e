import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Loads a package that only one connector needs, when it is first used. It is looked for beside this library and in the
 * project, which may run a Pipewright that is installed elsewhere.
 *
 * @param connector what needs it, as people call it
 * @throws Error with one line that says what to install
 */
export async function loadDriver<T>(name: string, connector: string): Promise<T> {
  try {
    return (await import(name)) as T;
  } catch (error) {
    if (!isMissing(error, name)) throw error;
  }
  try {
    const found = createRequire(path.join(process.cwd(), "package.json")).resolve(name);
    return (await import(pathToFileURL(found).href)) as T;
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    const message = `${connector} needs the package ${name}, which is not installed: npm install ${packageOf(name)}`;
    throw new Error(message, { cause: error });
  }
}

function isMissing(error: unknown, name: string): boolean {
  const { code, message = "" } = error as { code?: string; message?: string };
  // Vite puts a module that throws in the place of an optional peer that is not installed.
  const isForMissing =
    code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND" || message.startsWith('Could not resolve "');
  return isForMissing && message.includes(packageOf(name));
}

function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}
