import type { Declaration, NamePath } from "../facts/file-facts.ts";
import { ts } from "../typescript.ts";
import { boundNames } from "./declared-names.ts";
import { namePathOf, unwrap } from "./name-path.ts";
import { propertyName } from "./property-name.ts";
import { readBaseConstant, readClass, readHeritage, withReceiver } from "./read-class.ts";
import { declaredBy } from "./read-exports.ts";
import { readFunction } from "./read-function.ts";
import { readMadeClass } from "./read-made-class.ts";
import { holdsParameters, readParameter, readParameterEntries } from "./read-parameters.ts";
import type { SourceContext } from "./source-context.ts";
import { withPrefix } from "./with-prefix.ts";

type Named = readonly [name: string, declaration: Declaration];

const OTHER: Declaration = { kind: "other" };

/** What a statement of the top level declares, by name. */
export function readDeclarations(statement: ts.Statement, context: SourceContext): readonly Named[] {
  if (ts.isClassDeclaration(statement)) {
    return [[statement.name?.text ?? "default", { kind: "class", ...readClass(statement, statement.name, context) }]];
  }
  if (ts.isFunctionDeclaration(statement)) {
    // One without a body is an overload.
    return statement.body ? [[statement.name?.text ?? "default", readValueOfFunction(statement, context)]] : [];
  }
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((declaration) => readVariable(declaration, context));
  }
  if (ts.isExportAssignment(statement) && namePathOf(statement.expression) === undefined) {
    return [["default", readValue(statement.expression, undefined, context)]];
  }
  if (ts.isModuleDeclaration(statement)) return readNamespace(statement, context);
  if (ts.isImportEqualsDeclaration(statement) && !ts.isExternalModuleReference(statement.moduleReference)) {
    return [[statement.name.text, { kind: "alias", of: entityPath(statement.moduleReference) }]];
  }
  return declaredBy(statement).map((name) => [name, OTHER]);
}

/** `import raw = tasks.raw` */
function entityPath(name: ts.EntityName): NamePath {
  return ts.isIdentifier(name) ? name.text : `${entityPath(name.left)}.${name.right.text}`;
}

/** What is declared in it can be told from outside by the namespace's name, and inside without. */
function readNamespace(statement: ts.ModuleDeclaration, context: SourceContext): readonly Named[] {
  const { name, body } = statement;
  // What is declared of another module, or of one that is elsewhere, nothing here can run.
  if (body === undefined || !ts.isModuleBlock(body) || isDeclaredOnly(statement)) return [[name.text, OTHER]];
  const inside = new Set(body.statements.flatMap(declaredBy));
  const inner = { ...context, topLevel: new Set([...context.topLevel, ...inside]) };
  const declared = body.statements.flatMap((one) => readDeclarations(one, inner));
  const prefixed = declared.map(
    ([own, declaration]): Named => [`${name.text}.${own}`, withPrefix(declaration, name.text, inside)],
  );
  return [[name.text, { kind: "namespace" }], ...prefixed];
}

function isDeclaredOnly({ modifiers }: ts.ModuleDeclaration): boolean {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

function readVariable({ name, initializer }: ts.VariableDeclaration, context: SourceContext): readonly Named[] {
  const source = initializer && namePathOf(initializer);
  if (ts.isObjectBindingPattern(name) && source !== undefined) return readParts(name, source);
  if (ts.isIdentifier(name) && initializer) return [[name.text, readValue(initializer, name, context)]];
  return boundNames(name).map((bound) => [bound, OTHER]);
}

/** `const { WrapperTask, Task: Base } = pipewright` */
function readParts({ elements }: ts.ObjectBindingPattern, source: NamePath): readonly Named[] {
  return elements.flatMap(({ name, propertyName: from }): readonly Named[] => {
    if (!ts.isIdentifier(name)) return boundNames(name).map((bound) => [bound, OTHER]);
    const part = from === undefined ? name.text : propertyName(from);
    return [[name.text, part === undefined ? OTHER : { kind: "alias", of: `${source}.${part}` }]];
  });
}

function readValue(expression: ts.Expression, name: ts.Identifier | undefined, context: SourceContext): Declaration {
  const value = unwrap(expression);
  const path = namePathOf(value);
  if (path !== undefined) return { kind: "alias", of: path };
  if (ts.isClassExpression(value)) return { kind: "class", ...readClass(value, name, context) };
  if (ts.isCallExpression(value) && withReceiver(value)) {
    return { kind: "class", ...readBaseConstant(value, name, context) };
  }
  const parameter = readParameter(value, context);
  if (parameter !== undefined) return { kind: "parameter", ...parameter };
  if (ts.isObjectLiteralExpression(value) && holdsParameters(value, context)) {
    return { kind: "parameters", entries: readParameterEntries(value, context) };
  }
  const held = readValueOfFunction(value, context);
  const entries = ts.isObjectLiteralExpression(value) && holdsNames(value) ? readParameterEntries(value, context) : [];
  if (entries.length === 0) return held;
  return { ...(held.kind === "function" ? held : { kind: "function", returns: [], yields: [] }), entries };
}

/** An object of nothing but names: of parameters, or of tasks. */
function holdsNames({ properties }: ts.ObjectLiteralExpression): boolean {
  return properties.every(
    (property) =>
      ts.isShorthandPropertyAssignment(property) ||
      ts.isSpreadAssignment(property) ||
      (ts.isPropertyAssignment(property) && namePathOf(property.initializer) !== undefined),
  );
}

function readValueOfFunction(node: ts.Node, context: SourceContext): Declaration {
  const facts = readFunction(node, context);
  const makes = readMadeClass(node, context);
  // Whether the function makes classes is known where it is declared.
  const applies = ts.isCallExpression(node) && node.arguments.length > 0 ? readHeritage(node, context) : undefined;
  const applied = applies?.base === undefined || applies.given?.every(({ base }) => base === undefined);
  if (facts.returns.length === 0 && facts.yields.length === 0 && !makes && applied) return OTHER;
  return { kind: "function", ...facts, ...(makes && { makes }), ...(!applied && { applies }) };
}
