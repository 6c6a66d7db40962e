import type { Link, LocalExport } from "../facts/file-facts.ts";
import { ts } from "../typescript.ts";
import { boundNames } from "./declared-names.ts";
import { namePathOf } from "./name-path.ts";

export interface Exports {
  readonly named: ReadonlyMap<string, LocalExport | Link>;
  readonly stars: readonly string[];
}

/** What a file exports under which name. */
export function readExports(source: ts.SourceFile): Exports {
  const named = new Map<string, LocalExport | Link>();
  const stars: string[] = [];
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement)) readExportDeclaration(statement, named, stars);
    else if (ts.isExportAssignment(statement))
      named.set("default", { local: namePathOf(statement.expression) ?? "default" });
    else readExported(statement, named);
  }
  return { named, stars };
}

function readExportDeclaration(
  { moduleSpecifier, exportClause }: ts.ExportDeclaration,
  named: Map<string, LocalExport | Link>,
  stars: string[],
): void {
  const from = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  if (exportClause === undefined) {
    if (from !== undefined) stars.push(from);
  } else if (ts.isNamespaceExport(exportClause)) {
    if (from !== undefined) named.set(exportClause.name.text, { from, name: "*" });
  } else {
    for (const { name, propertyName } of exportClause.elements) {
      const origin = (propertyName ?? name).text;
      named.set(name.text, from === undefined ? { local: origin } : { from, name: origin });
    }
  }
}

/** `export class …`, `export const …`, `export default function …` */
function readExported(statement: ts.Statement, named: Map<string, LocalExport | Link>): void {
  if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return;
  const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
  for (const name of declaredBy(statement)) named.set(isDefault ? "default" : name, { local: name });
}

function hasModifier(statement: ts.Statement, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(statement) && (statement.modifiers?.some((modifier) => modifier.kind === kind) ?? false);
}

/** The names that a statement of the top level declares; `default` where a default export has none. */
export function declaredBy(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  if (ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement))
    return [statement.name?.text ?? "default"];
  if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) return [statement.name.text];
  return ts.isImportEqualsDeclaration(statement) ? [statement.name.text] : [];
}
