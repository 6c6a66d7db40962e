import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** What its licence says, whole; absent where the package holds no such file. */
  readonly text?: string;
}

/**
 * The packages whose code is in what we ship, by what the last build has read.
 *
 * @throws Error when nothing was built
 */
export function bundledPackages(): BundledPackage[] {
  const list = path.join(ROOT, "artifacts/bundled-files.json");
  if (!existsSync(list)) throw new Error("Nothing was built: `npm run build` first.");
  const files = JSON.parse(readFileSync(list, "utf8")) as string[];
  const folders = new Set(files.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  // ts-morph's parser is taken out of its package by us, and is TypeScript's; the extension carries an esbuild as it is.
  for (const name of ["@ts-morph/common", "esbuild-wasm"]) folders.add(`node_modules/${name}`);
  const found = new Map([...folders].map(read).map((one) => [`${one.name} ${one.version}`, one]));
  found.set("typescript", { ...read("node_modules/typescript"), version: parserVersion() });
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Of the TypeScript within ts-morph, which is not the one that we compile with; their licence is the same. */
function parserVersion(): string {
  const script = readFileSync(path.join(ROOT, "node_modules/@ts-morph/common/dist/typescript.js"), "utf8");
  const [, version] = /\bvar version = ["'`]([\w.-]+)/.exec(script) ?? [];
  const [, minor = "unknown"] = /\bversionMajorMinor = "([\d.]+)"/.exec(script) ?? [];
  return version ?? minor;
}

function read(folder: string): BundledPackage {
  const at = path.join(ROOT, folder);
  const { name, version, license } = JSON.parse(readFileSync(path.join(at, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license?: string;
  };
  const file = readdirSync(at).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry));
  const text = file && readFileSync(path.join(at, file), "utf8").replaceAll("\r\n", "\n").trim();
  return { name, version, licence: license ?? "see below", text };
}
