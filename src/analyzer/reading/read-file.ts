import type { Declaration, FileFacts } from "../facts/file-facts.ts";
import { firstSyntaxError, parseSource } from "../typescript.ts";
import { rootOf } from "./name-path.ts";
import { namesUsedBy } from "./names-used-by.ts";
import { readCode } from "./read-code.ts";
import { readDeclarations } from "./read-declarations.ts";
import { declaredBy, readExports } from "./read-exports.ts";
import { readImports } from "./read-imports.ts";
import { readSilencers } from "./read-silencers.ts";
import { constantsOf, enumsOf, placeAt, type SourceContext } from "./source-context.ts";

/**
 * Reads the facts off a file's text. A broken file gives what can be read of it.
 *
 * @param file for its ending, which tells TypeScript from TSX and JavaScript
 */
export function readFile(file: string, text: string): FileFacts {
  try {
    return readSource(file, text);
  } catch (error) {
    // The stack has an end. Generated data can be nested deeper; it holds no tasks.
    if (!(error instanceof RangeError)) throw error;
    return {
      names: {},
      exports: {},
      stars: [],
      code: { pieces: [], links: {}, effects: [] },
      syntaxError: { message: "it is nested too deeply", place: { line: 1, column: 1 } },
    };
  }
}

function readSource(file: string, text: string): FileFacts {
  const source = parseSource(file, text);
  const imports = readImports(source);
  const topLevel = new Set([...imports.keys(), ...source.statements.flatMap(declaredBy)]);
  const context: SourceContext = { source, imports, topLevel, constants: constantsOf(source), enums: enumsOf(source) };

  const declared = source.statements
    .flatMap((statement) => readDeclarations(statement, context))
    .filter(([name]) => !imports.has(name));
  const exports = readExports(source);
  const error = firstSyntaxError(source);
  const silencers = readSilencers(text);
  return {
    names: withoutUnused(
      [...imports].map(([name, link]) => [name, { kind: "import", ...link }]),
      declared,
      exports.named,
    ),
    exports: Object.fromEntries(exports.named),
    stars: exports.stars,
    code: readCode(context),
    ...(silencers.length > 0 && { silencers }),
    ...(error && { syntaxError: { message: error.message, place: placeAt(source, error.position) } }),
  };
}

type Named = readonly [name: string, declaration: Declaration];

/**
 * Leaves out what no task depends on: most of what a file imports and declares. What is left is also what decides
 * which other files are read.
 */
function withoutUnused(
  imports: readonly Named[],
  declared: readonly Named[],
  exports: ReturnType<typeof readExports>["named"],
): FileFacts["names"] {
  const used = new Set<string>();
  for (const [, declaration] of declared) for (const path of namesUsedBy(declaration)) used.add(rootOf(path));
  for (const exported of exports.values()) if ("local" in exported) used.add(rootOf(exported.local));
  const kept = [...imports, ...declared].filter(
    ([name, { kind }]) => kind === "class" || kind === "namespace" || used.has(rootOf(name)),
  );
  return Object.fromEntries(kept);
}
