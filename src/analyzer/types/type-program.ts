import { readFileSync } from "node:fs";
import path from "node:path";
import type { ts } from "../typescript.ts";
import type { Compiler } from "./compiler.ts";
import { LIBRARY_FOLDER } from "./library-folder.ts";

/** Of the user's settings count those that say where imports lead and how strict types are; the rest is about output. */
const settingsOf = ({ ts }: Compiler): ts.CompilerOptions => ({
  allowImportingTsExtensions: true,
  allowJs: true,
  checkJs: false,
  composite: false,
  incremental: false,
  lib: undefined,
  maxNodeModuleJsDepth: 0,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ESNext,
  types: [],
});

/**
 * A program of a few files and what they import, to ask for types. The library itself is left out: what a task's base
 * class declares does not matter to which class it is, and its declarations would be most of the work.
 *
 * @param files absolute
 * @param textOf the unsaved text of a file, by its absolute name
 */
export function typeProgram(
  files: readonly string[],
  tsconfig: string | undefined,
  textOf: (file: string) => string | undefined,
  compiler: Compiler,
): ts.Program {
  const { ts } = compiler;
  const options: ts.CompilerOptions = { ...optionsOf(tsconfig, compiler), ...settingsOf(compiler) };
  const read = (file: string): string | undefined => {
    if (path.posix.dirname(file) === LIBRARY_FOLDER) {
      return compiler.libraryFile(path.posix.basename(file));
    }
    const unsaved = textOf(file);
    if (unsaved !== undefined) return unsaved;
    try {
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  };
  const host: ts.CompilerHost = {
    fileExists: (file) => textOf(file) !== undefined || ts.sys.fileExists(file),
    readFile: read,
    directoryExists: (folder) => ts.sys.directoryExists(folder),
    realpath: (file) => ts.sys.realpath?.(file) ?? file,
    getSourceFile: (file, language) => {
      const text = read(file);
      return text === undefined ? undefined : ts.createSourceFile(file, text, language, true);
    },
    getDefaultLibFileName: () => `${LIBRARY_FOLDER}/lib.esnext.d.ts`,
    getDefaultLibLocation: () => LIBRARY_FOLDER,
    getCurrentDirectory: () => path.dirname(tsconfig ?? files[0] ?? "/"),
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    resolveModuleNameLiterals: (names, from, _, settings) =>
      names.map(({ text }) =>
        isLibrary(text) ? { resolvedModule: undefined } : ts.resolveModuleName(text, from, settings, host),
      ),
  };
  return ts.createProgram({ rootNames: files, options, host });
}

function isLibrary(specifier: string): boolean {
  return specifier === "pipewright" || specifier.startsWith("pipewright/");
}

function optionsOf(tsconfig: string | undefined, { ts }: Compiler): ts.CompilerOptions {
  if (tsconfig === undefined) return { strict: true };
  const { config } = ts.readConfigFile(tsconfig, (file) => ts.sys.readFile(file));
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    // The files are those that are asked about.
    readDirectory: () => [],
    fileExists: (file) => ts.sys.fileExists(file),
    readFile: (file) => ts.sys.readFile(file),
  };
  return ts.parseJsonConfigFileContent(config ?? {}, host, path.dirname(tsconfig), undefined, tsconfig).options;
}
