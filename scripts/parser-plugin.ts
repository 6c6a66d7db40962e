import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { type Plugin, transform } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

/**
 * Of ts-morph the analyzer uses the parser of the TypeScript that it brings along, a fifth of it. The rest, with the
 * declarations of every standard library as text, would be another 12 MB to load and 1.5 MB to carry.
 *
 * @param minify with short names too, unlike our own code: nobody reads a stack inside the parser, and it is most of
 * what the analyzer weighs
 */
export function parserPlugin({ minify }: { minify: boolean }): Plugin {
  return {
    name: "pipewright-parser",
    setup(build) {
      build.onResolve({ filter: /^ts-morph$/ }, (asked) => ({ path: asked.path, namespace: "parser" }));
      build.onLoad({ filter: /.*/, namespace: "parser" }, async () => {
        const contents = await parser();
        return { contents: minify ? await minified(contents) : contents, resolveDir: import.meta.dirname };
      });
    },
  };
}

async function minified(text: string): Promise<string> {
  return (await transform(text, { minify: true, format: "esm", legalComments: "none" })).code;
}

/** Choosing the parts takes some seconds, so the result is kept for the next time. */
async function parser(): Promise<string> {
  const morph = createRequire(import.meta.url).resolve("ts-morph");
  const file = createRequire(createRequire(morph).resolve("@ts-morph/common")).resolve("./typescript.js");
  const chooser = path.join(import.meta.dirname, "needed-parts.ts");
  const [script, names, how] = await Promise.all([readFile(file, "utf8"), namesAsked(), readFile(chooser, "utf8")]);
  const hash = createHash("sha256")
    .update(JSON.stringify([script, names, how]))
    .digest("hex")
    .slice(0, 16);
  const kept = path.join(root, `node_modules/.cache/pipewright/parser-${hash}.js`);
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
async function namesAsked(): Promise<string[]> {
  const folder = path.join(root, "src/analyzer");
  const names = new Set<string>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith(".ts")) continue;
    for (const [, name] of (await readFile(path.join(folder, file), "utf8")).matchAll(/\bts\.(\w+)/g)) {
      if (name !== undefined) names.add(name);
    }
  }
  return [...names].sort();
}
