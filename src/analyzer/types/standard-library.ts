import { createRequire } from "node:module";

interface LibraryFile {
  readonly fileName: string;
  readonly text: string;
}

/**
 * The declarations of the language's own types, by file name. In a bundle they are texts of the bundle: see
 * `scripts/parser-plugin.ts`, which takes the place of this function and leaves out what browsers have.
 */
export function standardLibrary(): ReadonlyMap<string, string> {
  const morph = createRequire(import.meta.url).resolve("ts-morph");
  const { getLibFiles } = createRequire(morph)("@ts-morph/common") as { getLibFiles(): LibraryFile[] };
  return new Map(getLibFiles().map(({ fileName, text }) => [fileName, text]));
}
