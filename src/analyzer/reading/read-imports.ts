import type { Link } from "../facts/file-facts.ts";
import { ts } from "../typescript.ts";

/** What a file imports, by local name. Types are left out: a task class is used as a value. */
export function readImports(source: ts.SourceFile): Map<string, Link> {
  const imports = new Map<string, Link>();
  for (const statement of source.statements) {
    if (ts.isImportEqualsDeclaration(statement)) readImportEquals(statement, imports);
    if (ts.isVariableStatement(statement)) readRequires(statement, imports);
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

/** `import tasks = require("./tasks.cjs")` */
function readImportEquals({ name, moduleReference }: ts.ImportEqualsDeclaration, imports: Map<string, Link>): void {
  if (!ts.isExternalModuleReference(moduleReference) || !ts.isStringLiteral(moduleReference.expression)) return;
  imports.set(name.text, { from: moduleReference.expression.text, name: "*" });
}

/** `const { Task } = require("pipewright")`, in CommonJS */
function readRequires({ declarationList }: ts.VariableStatement, imports: Map<string, Link>): void {
  for (const { name, initializer } of declarationList.declarations) {
    const from = initializer && requiredModule(initializer);
    if (from === undefined) continue;
    if (ts.isIdentifier(name)) imports.set(name.text, { from, name: "*" });
    if (!ts.isObjectBindingPattern(name)) continue;
    for (const element of name.elements) {
      const part = element.propertyName ?? element.name;
      if (ts.isIdentifier(element.name) && ts.isIdentifier(part))
        imports.set(element.name.text, { from, name: part.text });
    }
  }
}

function requiredModule(value: ts.Expression): string | undefined {
  if (!ts.isCallExpression(value) || !ts.isIdentifier(value.expression) || value.expression.text !== "require")
    return undefined;
  const [module] = value.arguments;
  return module && ts.isStringLiteralLike(module) ? module.text : undefined;
}
