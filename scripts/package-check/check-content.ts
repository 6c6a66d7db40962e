import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "./copy-source.ts";
import type { Findings } from "./findings.ts";

export interface Content {
  /** Files that have to be there. */
  readonly needed: readonly string[];
  /** Matches what may be there, by path with `/`. */
  readonly allowed: RegExp;
  /** The folder that it was made in. */
  readonly source: string;
}

/** Holds what a package unpacks to against what it should. */
export async function checkContent(findings: Findings, folder: string, expected: Content): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
    .sort();
  for (const file of files) {
    if (!/^dist\/(?:chunks|types)\//.test(file)) console.log(`      ${await size(path.join(folder, file))}  ${file}`);
  }
  for (const part of ["chunks", "types"]) {
    const count = files.filter((file) => file.startsWith(`dist/${part}/`)).length;
    if (count > 0) console.log(`               dist/${part}/ with ${count} files`);
  }
  findings.expect(
    "holds what it needs",
    expected.needed.filter((file) => !existsSync(path.join(folder, file))),
  );
  findings.expect(
    "holds nothing else: no source, no tests, no source maps",
    files.filter((file) => !expected.allowed.test(file)),
  );
  const paths = [ROOT, expected.source];
  const named: string[] = [];
  for (const file of files) {
    const text = await readFile(path.join(folder, file), "latin1");
    if (paths.some((name) => text.includes(name))) named.push(file);
  }
  findings.expect("names no folder of the machine that it was made on", named);
}

async function size(file: string): Promise<string> {
  return String((await stat(file)).size).padStart(9);
}
