import type { Link } from "../facts/file-facts.ts";
import { ts } from "../typescript.ts";

/** What a file imports, by local name. Types are left out: a task class is used as a value. */
export function readImports(source: ts.SourceFile): Map<string, Link> {
  const imports = new Map<string, Link>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const from = statement.moduleSpecifier.text;
    const clause = statement.importClause;
    const bindings = clause?.namedBindings;
    if (clause?.name) imports.set(clause.name.text, { from, name: "default" });
    if (bindings && ts.isNamespaceImport(bindings)) imports.set(bindings.name.text, { from, name: "*" });
    if (bindings && ts.isNamedImports(bindings)) {
      for (const { name, propertyName } of bindings.elements) {
        imports.set(name.text, { from, name: (propertyName ?? name).text });
      }
    }
  }
  return imports;
}
