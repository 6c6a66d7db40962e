import type { CodeFacts, PieceFacts } from "../facts/code-facts.ts";
import { ts } from "../typescript.ts";
import { type Code, CodeWriter } from "./code-writer.ts";
import { boundNames } from "./declared-names.ts";
import { unwrap } from "./name-path.ts";
import { propertyName } from "./property-name.ts";
import { placeOf, type SourceContext } from "./source-context.ts";

/** Takes a file's code apart. */
export function readCode(context: SourceContext): CodeFacts {
  const { source, imports } = context;
  const pieces = source.statements.flatMap((statement) => piecesOf(statement, context));
  const roots = new Set(pieces.flatMap(({ uses }) => uses.map((use) => use.split(".", 1)[0] ?? use)));
  return {
    pieces,
    links: Object.fromEntries([...imports].filter(([name]) => roots.has(name))),
    effects: source.statements.flatMap((statement) =>
      ts.isImportDeclaration(statement) && !statement.importClause && ts.isStringLiteral(statement.moduleSpecifier)
        ? [statement.moduleSpecifier.text]
        : [],
    ),
  };
}

function piecesOf(statement: ts.Statement, context: SourceContext): PieceFacts[] {
  if (isOnlyForTypes(statement)) return [];
  if (ts.isClassDeclaration(statement)) return piecesOfClass(statement, statement.name?.text ?? "default", context);
  if (ts.isFunctionDeclaration(statement)) {
    if (statement.body === undefined) return [];
    return [pieceOf(statement.name?.text ?? "default", statement, context)];
  }
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((declaration) => piecesOfVariable(declaration, context));
  }
  if (ts.isExportAssignment(statement)) return piecesOfValue(["default"], statement.expression, statement, context);
  if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) {
    return [pieceOf(statement.name.text, statement, context)];
  }
  return [pieceOf("", statement, context)];
}

function piecesOfVariable(declaration: ts.VariableDeclaration, context: SourceContext): PieceFacts[] {
  const { name, initializer } = declaration;
  if (initializer === undefined) return boundNames(name).map((bound) => pieceOf(bound, declaration, context));
  return piecesOfValue(boundNames(name), initializer, ts.isIdentifier(name) ? initializer : declaration, context, name);
}

/** @param node what is read of it, where it is no class */
function piecesOfValue(
  names: readonly string[],
  expression: ts.Expression,
  node: ts.Node,
  context: SourceContext,
  at: ts.Node = node,
): PieceFacts[] {
  const value = unwrap(expression);
  if (ts.isClassExpression(value)) return names.flatMap((name) => piecesOfClass(value, name, context));
  return names.map((name) => pieceOf(name, node, context, at));
}

function piecesOfClass(node: ts.ClassLikeDeclaration, name: string, context: SourceContext): PieceFacts[] {
  const whole = codeOf((writer) => writer.classHead(node), context);
  const head: PieceFacts = { name, line: lineOf(node.name ?? node, context), ...whole, inherits: true };
  const members = node.members.flatMap((member): PieceFacts[] => {
    if (isDeclaredOnly(member)) return [];
    const code = codeOf((writer) => writer.node(member), context);
    const called = (member.name && propertyName(member.name)) ?? "";
    return [{ name, member: called, line: lineOf(member.name ?? member, context), ...code }];
  });
  return [head, ...members];
}

function pieceOf(name: string, node: ts.Node, context: SourceContext, at: ts.Node = node): PieceFacts {
  const code = codeOf((writer) => writer.declaration(node), context);
  return { name, line: lineOf(at, context), ...code };
}

function codeOf(write: (writer: CodeWriter) => void, context: SourceContext): Code {
  const writer = new CodeWriter(context);
  write(writer);
  return writer.code();
}

function lineOf(node: ts.Node, { source }: SourceContext): number {
  return placeOf(source, node).line;
}

function isOnlyForTypes(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) || ts.isEmptyStatement(statement))
    return true;
  return has(statement, ts.SyntaxKind.DeclareKeyword);
}

/** Overloads, abstract members, index signatures, `declare` fields. */
function isDeclaredOnly(member: ts.ClassElement): boolean {
  if (ts.isSemicolonClassElement(member) || ts.isIndexSignatureDeclaration(member)) return true;
  if (ts.isPropertyDeclaration(member)) {
    return has(member, ts.SyntaxKind.DeclareKeyword) || has(member, ts.SyntaxKind.AbstractKeyword);
  }
  return ts.isFunctionLike(member) && (member as ts.FunctionLikeDeclaration).body === undefined;
}

function has(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (node.modifiers?.some((modifier) => modifier.kind === kind) ?? false);
}
