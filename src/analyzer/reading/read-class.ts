import type { ClassFacts, Heritage } from "../facts/class-facts.ts";
import type { FunctionFacts } from "../facts/function-facts.ts";
import { ts } from "../typescript.ts";
import { namePathOf, unwrap } from "./name-path.ts";
import { propertyName } from "./property-name.ts";
import { readFunction } from "./read-function.ts";
import { readParameterEntries } from "./read-parameters.ts";
import { placeAt, placeOf, type SourceContext } from "./source-context.ts";

/** Nothing in them is a requirement, whatever they make. */
const UNRELATED_MEMBERS: ReadonlySet<string> = new Set(["output", "complete", "onSuccess", "onFailure", "family"]);

/**
 * Reads a class.
 *
 * @param name the identifier that the class is known by in its file; absent for an anonymous default export
 */
export function readClass(
  node: ts.ClassLikeDeclaration,
  name: ts.Identifier | undefined,
  context: SourceContext,
): ClassFacts {
  const { source } = context;
  return {
    family: readFamily(node) ?? node.name?.text ?? name?.text ?? "default",
    place: placeOf(source, name ?? node),
    endLine: placeAt(source, node.end).line,
    abstract: node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) ?? false,
    heritage: heritageOf(node, context),
    members: Object.fromEntries(membersOf(node, context)),
  };
}

/** `const Dated = Task.with({ … })`: a base class without a `class`. */
export function readBaseConstant(
  value: ts.CallExpression,
  name: ts.Identifier | undefined,
  context: SourceContext,
): ClassFacts {
  const place = placeOf(context.source, name ?? value);
  const endLine = placeAt(context.source, value.end).line;
  return {
    family: name?.text ?? "default",
    place,
    endLine,
    abstract: true,
    heritage: readHeritage(value, context),
    members: {},
  };
}

/** The receiver of `X.with(…)`. */
export function withReceiver(value: ts.Expression): ts.Expression | undefined {
  if (!ts.isCallExpression(value) || !ts.isPropertyAccessExpression(value.expression)) return undefined;
  return value.expression.name.text === "with" ? value.expression.expression : undefined;
}

function heritageOf(node: ts.ClassLikeDeclaration, context: SourceContext): Heritage | undefined {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0]?.expression;
  return base && readHeritage(base, context);
}

function readHeritage(expression: ts.Expression, context: SourceContext): Heritage {
  const value = unwrap(expression);
  const receiver = withReceiver(value);
  if (receiver === undefined) return { base: namePathOf(value), parameters: [] };
  const { base, parameters } = readHeritage(receiver, context);
  const [given] = (value as ts.CallExpression).arguments;
  return {
    base,
    parameters: given === undefined ? parameters : [...parameters, ...readParameterEntries(given, context)],
  };
}

function readFamily(node: ts.ClassLikeDeclaration): string | undefined {
  for (const member of node.members) {
    if (!ts.isPropertyDeclaration(member) || propertyName(member.name) !== "family" || !isStatic(member)) continue;
    const value = member.initializer && unwrap(member.initializer);
    if (value && ts.isStringLiteralLike(value) && value.text !== "") return value.text;
  }
  return undefined;
}

function isStatic(member: ts.PropertyDeclaration): boolean {
  return member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

function membersOf(node: ts.ClassLikeDeclaration, context: SourceContext): [string, FunctionFacts][] {
  return node.members.flatMap((member): [string, FunctionFacts][] => {
    const name = member.name && propertyName(member.name);
    if (name === undefined || UNRELATED_MEMBERS.has(name)) return [];
    const value = ts.isPropertyDeclaration(member) ? member.initializer : withBody(member);
    if (value === undefined) return [];
    const { returns, yields } = readFunction(value, context);
    const facts = { returns: name === "run" ? [] : returns, yields };
    // An own `requires` counts even when it is empty: it hides that of the base class.
    const matters = facts.returns.length > 0 || yields.length > 0 || name === "requires" || name === "run";
    return matters ? [[name, facts]] : [];
  });
}

function withBody(member: ts.ClassElement): ts.MethodDeclaration | ts.GetAccessorDeclaration | undefined {
  if (!ts.isMethodDeclaration(member) && !ts.isGetAccessorDeclaration(member)) return undefined;
  return member.body && member;
}
