import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { type Plugin, transform } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

/** The source that asks for types. */
const CHECKER = /[\\/]src[\\/]analyzer[\\/](types[\\/]|own-compiler\.ts$)/;

/**
 * Of ts-morph the analyzer uses the parser of the TypeScript that it brings along, a fifth of it. The rest, with the
 * declarations of every standard library as text, would be another 12 MB to load and 1.5 MB to carry.
 *
 * The type checker, which is asked seldom and in a thread of its own, gets the parts that it needs in another file, and
 * of the libraries the language's own, 0.2 MB.
 *
 * @param minify with short names too, unlike our own code: nobody reads a stack inside the parser, and it is most of
 * what the analyzer weighs
 */
export function parserPlugin({ minify }: { minify: boolean }): Plugin {
  return {
    name: "pipewright-parser",
    setup(build) {
      build.onResolve({ filter: /^ts-morph$/ }, (asked) => ({ path: asked.path, namespace: "parser" }));
      build.onResolve({ filter: /[\\/]typescript\.ts$/ }, ({ importer }) =>
        CHECKER.test(importer) ? { path: "checker", namespace: "parser" } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: "parser" }, async (asked) => {
        const contents = await parser(asked.path === "checker" ? "checker" : "parser");
        return { contents: minify ? await minified(contents) : contents, resolveDir: import.meta.dirname };
      });
      build.onLoad({ filter: /[\\/]standard-library\.ts$/ }, () => ({ contents: standardLibrary() }));
    },
  };
}

async function minified(text: string): Promise<string> {
  return (await transform(text, { minify: true, format: "esm", legalComments: "none" })).code;
}

/** Choosing the parts takes some seconds, so the result is kept for the next time. */
async function parser(use: "parser" | "checker"): Promise<string> {
  const morph = createRequire(import.meta.url).resolve("ts-morph");
  const file = createRequire(createRequire(morph).resolve("@ts-morph/common")).resolve("./typescript.js");
  const chooser = path.join(import.meta.dirname, "needed-parts.ts");
  const [script, names, how] = await Promise.all([readFile(file, "utf8"), namesAsked(use), readFile(chooser, "utf8")]);
  const hash = createHash("sha256")
    .update(JSON.stringify([script, names, how]))
    .digest("hex")
    .slice(0, 16);
  const kept = path.join(root, `node_modules/.cache/pipewright/${use}-${hash}.js`);
  const known = await readFile(kept, "utf8").catch(() => undefined);
  if (known !== undefined) return known;
  const { neededParts } = await import("./needed-parts.ts");
  const parts = neededParts(script, names);
  await mkdir(path.dirname(kept), { recursive: true });
  await writeFile(`${kept}.${process.pid}`, parts);
  await rename(`${kept}.${process.pid}`, kept);
  return parts;
}

/** What the analyzer's source asks of `ts`, its types among it. */
async function namesAsked(use: "parser" | "checker"): Promise<string[]> {
  const folder = path.join(root, "src/analyzer");
  const names = new Set<string>();
  for (const file of await readdir(folder, { recursive: true })) {
    const isChecker = CHECKER.test(path.join(folder, file));
    if (!file.endsWith(".ts") || isChecker !== (use === "checker")) continue;
    for (const [, name] of (await readFile(path.join(folder, file), "utf8")).matchAll(/\bts\.(\w+)/g)) {
      if (name !== undefined) names.add(name);
    }
  }
  return [...names].sort();
}

/** Takes the place of `src/analyzer/types/standard-library.ts`. */
function standardLibrary(): string {
  const morph = createRequire(import.meta.url).resolve("ts-morph");
  const { getLibFiles } = createRequire(morph)("@ts-morph/common") as {
    getLibFiles(): readonly { readonly fileName: string; readonly text: string }[];
  };
  const files = getLibFiles().filter(({ fileName }) => /^lib\.(es|decorators)/.test(fileName));
  const texts = JSON.stringify(files.map(({ fileName, text }) => [fileName, text]));
  return `export const standardLibrary = () => new Map(${texts});`;
}
