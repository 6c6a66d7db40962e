// Builds everything that is shipped into dist/: the library, the command, the worker, the analyzer, the extension and
// the panel. `node scripts/build.ts [--production]`; production minifies what is only ever run.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { type BuildOptions, build } from "esbuild";
import { parserPlugin } from "./parser-plugin.ts";

const root = path.resolve(import.meta.dirname, "..");
const production = process.argv.includes("--production");

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  outdir: "dist",
  sourcemap: production ? false : "linked",
  minifySyntax: production,
  minifyWhitespace: production,
  legalComments: "none",
  logLevel: "warning",
};

const node: BuildOptions = {
  ...common,
  platform: "node",
  target: "node22.13",
  format: "esm",
  // Bundled CommonJS packages ask for Node's own modules with require().
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
};

const bundles: BuildOptions[] = [
  {
    ...node,
    entryPoints: {
      index: "src/framework/index.ts",
      testing: "src/testing/index.ts",
      // `pipewright/targets/<name>`; a driver is loaded by name when it is used, and so stays outside.
      ...Object.fromEntries(
        readdirSync(path.join(root, "src/targets"), { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => [`targets/${name}`, `src/targets/${name}/index.ts`]),
      ),
      cli: "src/runner/cli/start.ts",
      worker: "src/runner/worker/start.ts",
      pod: "src/runner/pod/start.ts",
      "history-thread": "src/runner/history/postgres-thread.ts",
      analyzer: "src/analyzer/main.ts",
      checker: "src/analyzer/checker.ts",
      "own-compiler": "src/analyzer/own-compiler.ts",
    },
    external: ["esbuild", "@kubernetes/client-node"],
    plugins: [parserPlugin({ minify: production })],
    // The parser is loaded only when a file has changed: it is most of the analyzer's code, and of its start.
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
  },
  {
    ...common,
    entryPoints: { extension: "src/extension/extension.ts" },
    platform: "node",
    target: "node22.13",
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    external: ["vscode"],
  },
  {
    ...common,
    entryPoints: {
      "webview/panel": "webview/main.ts",
      "webview/controls": "webview/controls.ts",
      "webview/layout-worker": "webview/graph/layout-worker.ts",
      "webview/web": "webview/web.css",
    },
    platform: "browser",
    target: "chrome128",
    format: "iife",
    loader: { ".ttf": "file" },
  },
];

if (production) await rm(path.join(root, "dist"), { recursive: true, force: true });
const present = bundles.filter(({ entryPoints }) =>
  Object.values(entryPoints as Record<string, string>).every((file) => existsSync(path.join(root, file))),
);
const [inputs] = await Promise.all([Promise.all(present.map(bundle)), emitDeclarations()]);
// What NOTICE has to name.
await mkdir(path.join(root, "artifacts"), { recursive: true });
await writeFile(path.join(root, "artifacts/bundled-files.json"), JSON.stringify([...new Set(inputs.flat())].sort()));

/** @returns the files that went into it */
async function bundle(options: BuildOptions): Promise<string[]> {
  const { metafile } = await build({ ...options, metafile: true });
  return Object.keys(metafile?.inputs ?? {});
}

/** esbuild writes no declarations; what the library's users need of them comes from the compiler. */
async function emitDeclarations(): Promise<void> {
  const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  const child = spawn(process.execPath, [tsc, "-p", "tsconfig.declarations.json"], { cwd: root, stdio: "inherit" });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`tsc could not write the declarations (exit ${code}).`);
  const types = path.join(root, "dist/types");
  // What the testing library is made of; none of its own declarations names it.
  await rm(path.join(types, "runner"), { recursive: true, force: true });
  // The compiler leaves `./task.ts` in them, which is no file of the package.
  for (const file of await readdir(types, { recursive: true })) {
    if (!file.endsWith(".d.ts")) continue;
    const text = await readFile(path.join(types, file), "utf8");
    await writeFile(path.join(types, file), text.replaceAll(/(from "\.[^"]*)\.ts"/g, '$1.js"'));
  }
}
