import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";

/**
 * Lets `import … from "pipewright"`, and from its connectors, work in a project that has not installed it: the library beside this program is
 * used then. An installed one is always preferred.
 *
 * @param library the file of our own library, absolute
 */
export function ownLibraryPlugin(library: string): Plugin {
  return {
    name: "pipewright-own-library",
    setup(build) {
      build.onResolve({ filter: /^pipewright(?:\/targets\/[a-z0-9-]+)?$/ }, ({ path: specifier, importer }) => {
        if (resolves(specifier, importer)) return { path: specifier, external: true };
        const [, , connector] = specifier.split("/");
        const file = connector === undefined ? library : path.join(path.dirname(library), "targets", `${connector}.js`);
        return { path: pathToFileURL(file).href, external: true };
      });
    },
  };
}

function resolves(specifier: string, importer: string): boolean {
  try {
    createRequire(importer).resolve(specifier);
    return true;
  } catch {
    return false;
  }
}
