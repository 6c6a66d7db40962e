// Puts an esbuild into dist/ for the editor's extension, which is one file for every platform and so can carry no native
// one. WebAssembly is 14 MB; compressed as far as it goes it is 2.7 MB, and is unpacked in memory each time it starts:
// that takes a tenth of a second, and leaves nothing on the user's disk to keep up to date.
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const root = path.resolve(import.meta.dirname, "..");
const from = path.dirname(fileURLToPath(import.meta.resolve("esbuild-wasm/package.json")));
const to = path.join(root, "dist/esbuild-wasm");
const { version } = JSON.parse(await readFile(path.join(from, "package.json"), "utf8")) as { version: string };

await rm(to, { recursive: true, force: true });
// It answers to the name of the native one, so that it is loaded in the same way.
const manifest = { name: "esbuild", version, license: "MIT", type: "commonjs", exports: "./lib/main.js" };
await put("package.json", JSON.stringify(manifest, null, 2));
await carry("LICENSE.md");
await carry("wasm_exec.js");
await carry("wasm_exec_node.js", [
  "fs.readFileSync(process.argv[2])",
  'require("zlib").brotliDecompressSync(fs.readFileSync(process.argv[2]))',
]);
await carry("bin/esbuild", ["'esbuild.wasm'", "'esbuild.wasm.br'"]);
// Where VS Code's own Node runs the tasks there may be no `node` on the PATH.
await carry("lib/main.js", ['return ["node", [path2.join(', "return [process.execPath, [path2.join("]);
await put("esbuild.wasm.br", await compressed());
console.log(`dist/esbuild-wasm: esbuild ${version}`);

/** Copies a file, with one place of it changed. */
async function carry(name: string, change?: readonly [before: string, after: string]): Promise<void> {
  const text = await readFile(path.join(from, name), "utf8");
  if (change === undefined) return put(name, text);
  const [before, after] = change;
  if (text.split(before).length !== 2) throw new Error(`esbuild-wasm ${version}: ${name} should hold once: ${before}`);
  await put(
    name,
    text.replace(before, () => after),
  );
}

async function put(name: string, content: string | Uint8Array): Promise<void> {
  const file = path.join(to, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** Compressing takes most of a minute, so the result is kept for the next time. */
async function compressed(): Promise<Uint8Array> {
  const kept = path.join(from, `../.cache/pipewright/esbuild-${version}.wasm.br`);
  const known = await readFile(kept).catch(() => undefined);
  if (known !== undefined) return known;
  const wasm = await readFile(path.join(from, "esbuild.wasm"));
  const bytes = await promisify(brotliCompress)(wasm, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: wasm.byteLength,
    },
  });
  await mkdir(path.dirname(kept), { recursive: true });
  await writeFile(`${kept}.${process.pid}`, bytes);
  await rename(`${kept}.${process.pid}`, kept);
  return bytes;
}
