import type { SourceRange } from "../../protocol/task-index.ts";
import type { Link } from "../facts/file-facts.ts";
import type { Place } from "../facts/place.ts";
import { ts } from "../typescript.ts";

/** The file that is being read. */
export interface SourceContext {
  readonly source: ts.SourceFile;
  /** By local name. */
  readonly imports: ReadonlyMap<string, Link>;
  /** Everything that the top level declares, imports too. */
  readonly topLevel: ReadonlySet<string>;
  /** What the constants of the top level hold. */
  readonly constants: ReadonlyMap<string, ts.Expression>;
  /** Those of the top level, by name. */
  readonly enums: ReadonlyMap<string, ts.EnumDeclaration>;
}

/** The constants of a file's top level: `const REGIONS = ["north", "south"] as const`. */
export function constantsOf(source: ts.SourceFile): Map<string, ts.Expression> {
  const constants = new Map<string, ts.Expression>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer) constants.set(name.text, initializer);
    }
  }
  return constants;
}

export function enumsOf(source: ts.SourceFile): Map<string, ts.EnumDeclaration> {
  return new Map(source.statements.filter(ts.isEnumDeclaration).map((statement) => [statement.name.text, statement]));
}

export function rangeOf(source: ts.SourceFile, node: ts.Node): SourceRange {
  const end = placeAt(source, node.end);
  return { ...placeOf(source, node), endLine: end.line, endColumn: end.column };
}

export function placeOf(source: ts.SourceFile, node: ts.Node): Place {
  return placeAt(source, node.getStart(source));
}

export function placeAt(source: ts.SourceFile, position: number): Place {
  const { line, character } = ts.getLineAndCharacterOfPosition(source, position);
  return { line: line + 1, column: character + 1 };
}
