import type { ClassFacts, Heritage } from "../facts/class-facts.ts";
import type { FunctionFacts, Mention } from "../facts/function-facts.ts";
import type { Place } from "../facts/place.ts";
import { ts } from "../typescript.ts";
import { namePathOf, unwrap } from "./name-path.ts";
import { propertyName } from "./property-name.ts";
import { readBehaviour } from "./read-behaviour.ts";
import { readFunction, readYields } from "./read-function.ts";
import { type Literal, readLiteral } from "./read-literal.ts";
import { readParameterEntries } from "./read-parameters.ts";
import { placeAt, placeOf, type SourceContext } from "./source-context.ts";

/** Nothing in them is a requirement, whatever they make. */
const UNRELATED_MEMBERS: ReadonlySet<string> = new Set([
  "output",
  "complete",
  "onSuccess",
  "onFailure",
  "family",
  "tags",
  "schedule",
]);

/** A class that is only declared is made elsewhere: nothing here can run it. */
const BASES_ONLY: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.AbstractKeyword, ts.SyntaxKind.DeclareKeyword]);

/** What a task is asked; static members of the same name are not. */
const ASKED_MEMBERS: ReadonlySet<string> = new Set(["requires", "run"]);

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
  const heritage = heritageOf(node, context);
  return {
    family: textOf(readStatic(node, "family", context)) ?? node.name?.text ?? name?.text ?? "default",
    place: name ? placeOf(source, name) : placeOfKeyword(node, source),
    endLine: placeAt(source, node.end).line,
    abstract: node.modifiers?.some(({ kind }) => BASES_ONLY.has(kind)) ?? false,
    heritage,
    tags: tagsOf(readStatic(node, "tags", context)),
    schedule: textOf(readStatic(node, "schedule", context)),
    behaviour: readBehaviour(node, name, context),
    members: Object.fromEntries(membersOf(node, heritage, context)),
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

/** Where it has no name, the word `class` stands for it. */
function placeOfKeyword(node: ts.ClassLikeDeclaration, source: ts.SourceFile): Place {
  const keyword = node.getChildren(source).find(({ kind }) => kind === ts.SyntaxKind.ClassKeyword);
  return placeOf(source, keyword ?? node);
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

/** What a class extends, or would: `Dated(Task).with({ … })`. */
export function readHeritage(expression: ts.Expression, context: SourceContext): Heritage {
  const value = unwrap(expression);
  const receiver = withReceiver(value);
  if (receiver !== undefined && ts.isCallExpression(value)) {
    const { parameters, ...base } = readHeritage(receiver, context);
    const [given] = value.arguments;
    return {
      ...base,
      parameters: given === undefined ? parameters : [...parameters, ...readParameterEntries(given, context)],
    };
  }
  if (!ts.isCallExpression(value)) return { base: namePathOf(value), parameters: [] };
  const given = value.arguments.map((argument) => readHeritage(argument, context));
  const callee = unwrap(value.expression);
  // `limited(3)(Task)`: what a function makes that a function makes is given the arguments of both.
  if (ts.isCallExpression(callee) && withReceiver(callee) === undefined) {
    const { base, given: before = [] } = readHeritage(callee, context);
    return { base, given: [...before, ...given], parameters: [] };
  }
  return { base: namePathOf(callee), given, parameters: [] };
}

/** `static family = "…"` and its like. */
function readStatic(node: ts.ClassLikeDeclaration, name: string, context: SourceContext): Literal | undefined {
  for (const member of node.members) {
    if (!ts.isPropertyDeclaration(member) || propertyName(member.name) !== name || !isStatic(member)) continue;
    return member.initializer && readLiteral(member.initializer, context);
  }
  return undefined;
}

function textOf(value: Literal | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function tagsOf(value: Literal | undefined): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((tag) => typeof tag === "string") : undefined;
}

function isStatic(member: ts.ClassElement): boolean {
  if (!ts.canHaveModifiers(member)) return false;
  return member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

function membersOf(
  node: ts.ClassLikeDeclaration,
  heritage: Heritage | undefined,
  context: SourceContext,
): [string, FunctionFacts][] {
  const parameters = new Set(heritage?.parameters.flatMap((entry) => ("name" in entry ? `this.${entry.name}` : [])));
  // A parameter's value holds no tasks; it is what nearly every other mention is of.
  const matters = (mention: Mention) => !("use" in mention && parameters.has(mention.use));
  return node.members.flatMap((member): [string, FunctionFacts][] => {
    const name = member.name && propertyName(member.name);
    if (name === undefined || UNRELATED_MEMBERS.has(name) || (ASKED_MEMBERS.has(name) && isStatic(member))) return [];
    const value = ts.isPropertyDeclaration(member) ? member.initializer : withBody(member);
    if (value === undefined) return [];
    const { returns, yields } = name === "run" ? readYields(value, context) : readFunction(value, context);
    const facts = { returns: returns.filter(matters), yields: yields.filter(matters) };
    // An own `requires` counts even when it is empty: it hides that of the base class.
    const empty = facts.returns.length === 0 && facts.yields.length === 0;
    return empty && name !== "requires" && name !== "run" ? [] : [[name, facts]];
  });
}

function withBody(member: ts.ClassElement): ts.MethodDeclaration | ts.GetAccessorDeclaration | undefined {
  if (!ts.isMethodDeclaration(member) && !ts.isGetAccessorDeclaration(member)) return undefined;
  return member.body && member;
}
