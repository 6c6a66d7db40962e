import type { SourceRange } from "../../protocol/task-index.ts";
import type { BehaviourFacts, MemberBehaviour } from "../facts/behaviour-facts.ts";
import { ts } from "../typescript.ts";
import { propertyName } from "./property-name.ts";
import { readOwnUses } from "./read-own-uses.ts";
import { readParameterSources } from "./read-parameter-sources.ts";
import { isAsync, readRunFacts } from "./read-run-facts.ts";
import { readTargetPaths } from "./read-target-paths.ts";
import { readUnsteadyUses } from "./read-unsteady-uses.ts";
import { rangeOf, type SourceContext } from "./source-context.ts";

/**
 * Reads what findings need to know of a class.
 *
 * @param identifier what the class is known by in its file
 * @returns `undefined` for a class that extends nothing
 */
export function readBehaviour(
  node: ts.ClassLikeDeclaration,
  identifier: ts.Identifier | undefined,
  context: SourceContext,
): BehaviourFacts | undefined {
  const heritage = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  if (heritage === undefined) return undefined;
  const asyncMembers = new Set(
    node.members.flatMap((member) => (isAsync(member) && member.name && propertyName(member.name)) || []),
  );
  const members = node.members.flatMap((member): [string, MemberBehaviour][] => {
    const name = member.name && propertyName(member.name);
    // Nothing else that is static says anything of a task.
    if (name === undefined || (isStatic(member) && name !== "bulkComplete")) return [];
    return [[name, readMember(member, name, asyncMembers, context)]];
  });
  return {
    members: Object.fromEntries(members),
    parameters: readParameterSources(heritage.types[0]?.expression, context),
    scheduleRange: scheduleRange(node, context),
    ...(node.members.some(ts.isConstructorDeclaration) && { constructs: true }),
    name: identifier?.text ?? "class",
  };
}

function readMember(
  member: ts.ClassElement,
  name: string,
  asyncMembers: ReadonlySet<string>,
  context: SourceContext,
): MemberBehaviour {
  const range = rangeOf(context.source, member.name ?? member);
  const value = ts.isPropertyDeclaration(member) ? member.initializer : bodyOf(member);
  if (value === undefined) return { range, uses: [], open: true };
  const method = ts.isFunctionLike(value) ? value : undefined;
  const run = name === "run" && method ? readRunFacts(method, asyncMembers, context) : {};
  const unsteady = name === "run" ? [] : readUnsteadyUses(value, context);
  const targets = name === "output" ? readTargetPaths(value, context) : [];
  return {
    range,
    ...readOwnUses(value),
    ...(givesNothing(method) && { empty: true }),
    ...(unsteady.length > 0 && { unsteady }),
    ...(targets.length > 0 && { targets }),
    ...run,
  };
}

function bodyOf(member: ts.ClassElement): ts.FunctionLikeDeclaration | undefined {
  if (!ts.isMethodDeclaration(member) && !ts.isGetAccessorDeclaration(member)) return undefined;
  return member.body && member;
}

/** A body that is empty, or only throws: an abstract member by other means. */
function givesNothing(member: ts.FunctionLikeDeclaration | undefined): boolean {
  const body = member?.body;
  if (body === undefined || !ts.isBlock(body)) return false;
  return body.statements.every((statement) => ts.isThrowStatement(statement));
}

function isStatic(member: ts.ClassElement): boolean {
  return (
    ts.canHaveModifiers(member) && (member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false)
  );
}

function scheduleRange(node: ts.ClassLikeDeclaration, { source }: SourceContext): SourceRange | undefined {
  for (const member of node.members) {
    if (!ts.isPropertyDeclaration(member) || !isStatic(member) || propertyName(member.name) !== "schedule") continue;
    return member.initializer && rangeOf(source, member.initializer);
  }
  return undefined;
}
