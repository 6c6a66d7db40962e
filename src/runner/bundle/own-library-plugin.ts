import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Plugin } from "esbuild";

/**
 * Lets `import … from "pipewright"` work in a project that has not installed it: the library beside this program is
 * used then. An installed one is always preferred.
 *
 * @param library the file of our own library, absolute
 */
export function ownLibraryPlugin(library: string): Plugin {
  return {
    name: "pipewright-own-library",
    setup(build) {
      build.onResolve({ filter: /^pipewright$/ }, ({ path, importer }) => {
        if (resolves(path, importer)) return { path, external: true };
        return { path: pathToFileURL(library).href, external: true };
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
