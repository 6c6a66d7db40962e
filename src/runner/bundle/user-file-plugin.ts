import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Loader, Plugin } from "esbuild";
import type { TaskIndex } from "../../protocol/task-index.ts";
import { registration } from "./family-registry.ts";

const SOURCE = /\.[cm]?[jt]sx?$/;

/** What a bundle would change for a file: where it lies. Each file gets its own answer back. */
export const PLACE_DEFINES = {
  "import.meta.url": "__pipewrightUrl",
  "import.meta.filename": "__filename",
  "import.meta.dirname": "__dirname",
};

/**
 * Gives every file of the user's its own place, and lets the worker find its task classes.
 *
 * @param home the project's folder where the bundle will run
 */
export function userFilePlugin(root: string, index: TaskIndex, home = root): Plugin {
  const classes = Map.groupBy(index.tasks, ({ file }) => path.resolve(root, file));
  return {
    name: "pipewright-user-file",
    setup(build) {
      build.onLoad({ filter: SOURCE, namespace: "file" }, async ({ path: file }) => {
        const text = await readFile(file, "utf8");
        const place = /\bimport\.meta\b|\b__(?:file|dir)name\b/.test(text)
          ? placeOf(path.resolve(home, path.relative(root, file)))
          : "";
        const own = classes.get(file);
        // On the first line, so that every line of the user's keeps its number.
        return {
          contents: place + text + (own ? registration(text, own) : ""),
          loader: loaderOf(file),
          resolveDir: path.dirname(file),
        };
      });
    },
  };
}

function placeOf(file: string): string {
  const [url, filename, dirname] = [pathToFileURL(file).href, file, path.dirname(file)].map((text) =>
    JSON.stringify(text),
  );
  return `const __pipewrightUrl = ${url}, __filename = ${filename}, __dirname = ${dirname}; `;
}

function loaderOf(file: string): Loader {
  const [, letter, jsx] = /\.[cm]?([jt])s(x?)$/.exec(file) ?? [];
  return `${letter === "j" ? "js" : "ts"}${jsx ?? ""}` as Loader;
}
