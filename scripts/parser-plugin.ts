import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type Plugin, transform } from "esbuild";

/**
 * Of ts-morph the analyzer uses the parser: the TypeScript that it brings along. The rest, with the declarations of
 * every standard library as text, would be another 4 MB to load and to carry.
 *
 * @param minify with short names too, unlike our own code: nobody reads a stack inside the parser, and it is most of
 * what the extension weighs
 */
export function parserPlugin({ minify }: { minify: boolean }): Plugin {
  const morph = createRequire(import.meta.url).resolve("ts-morph");
  const parser = createRequire(createRequire(morph).resolve("@ts-morph/common")).resolve("./typescript.js");
  return {
    name: "pipewright-parser",
    setup(build) {
      build.onResolve({ filter: /^ts-morph$/ }, ({ path }) => ({ path, namespace: "parser" }));
      build.onLoad({ filter: /.*/, namespace: "parser" }, () => ({
        contents: `export { default as ts } from ${JSON.stringify(parser)};`,
        resolveDir: import.meta.dirname,
      }));
      if (!minify) return;
      build.onLoad({ filter: /[\\/]@ts-morph[\\/]common[\\/]dist[\\/]typescript\.js$/ }, async ({ path }) => ({
        contents: (await transform(await readFile(path, "utf8"), { minify: true, legalComments: "none" })).code,
      }));
    },
  };
}
