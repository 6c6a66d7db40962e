import type { NamePath } from "../facts/file-facts.ts";
import type { Mention, NewMention } from "../facts/function-facts.ts";
import { ts } from "../typescript.ts";
import type { Feeds } from "./feeds.ts";
import { namePathOf, rootOf, unwrap } from "./name-path.ts";
import { readMapping } from "./read-mapping.ts";
import { placeOf, type SourceContext } from "./source-context.ts";

export interface FunctionScope extends SourceContext {
  /** The names that the function itself declares: they hide those of the file. */
  readonly locals: ReadonlySet<string>;
  readonly feeds: Feeds;
}

/**
 * Finds every `new X(…)`, and every use of a name that could stand for a function or constant with more of them.
 *
 * @param roots where to look
 * @param results the nodes that surely become results
 */
export function readMentions(
  roots: readonly ts.Node[],
  results: ReadonlySet<ts.Node>,
  scope: FunctionScope,
): Mention[] {
  const mentions: Mention[] = [];

  const visit = (node: ts.Node, inside: readonly NamePath[]): void => {
    if (ts.isTypeNode(node) || ts.isClassLike(node)) return;
    if (ts.isNewExpression(node)) return visitNew(node, inside, results.has(node));
    if (ts.isCallExpression(node)) return visitCall(node, inside);
    if (ts.isPropertyAccessExpression(node)) return visitAccess(node, inside);
    if (ts.isIdentifier(node)) return use(node, node.text, inside);
    if (ts.isYieldExpression(node) && node.asteriskToken && node.expression)
      return visitDelegation(node.expression, inside);
    visitChildren(node, inside);
  };

  const visitChildren = (node: ts.Node, inside: readonly NamePath[]) => {
    // The name of what is declared or set is not a use of that name.
    const name = ts.isShorthandPropertyAssignment(node) ? undefined : (node as { name?: ts.Node }).name;
    ts.forEachChild(node, (child) => {
      if (child !== name || !ts.isIdentifier(child)) visit(child, inside);
    });
  };

  const visitNew = (node: ts.NewExpression, inside: readonly NamePath[], result: boolean) => {
    const path = namePathOf(node.expression);
    if (path === undefined) return visitChildren(node, inside);
    if (!scope.locals.has(rootOf(path))) mentions.push({ ...newMention(path, node, result), ...within(inside) });
    for (const argument of node.arguments ?? []) visit(argument, [...inside, path]);
  };

  const newMention = (path: NamePath, node: ts.NewExpression | ts.CallExpression, result: boolean): NewMention => ({
    new: path,
    place: placeOf(scope.source, ts.isNewExpression(node) ? node.expression : node),
    ...readMapping(node.arguments?.[0], scope),
    result,
  });

  const visitCall = (node: ts.CallExpression, inside: readonly NamePath[]) => {
    if (namePathOf(node.expression) !== "this.clone") return visitChildren(node, inside);
    mentions.push({ ...newMention("this", node, results.has(node)), ...within(inside) });
  };

  const visitAccess = (node: ts.PropertyAccessExpression, inside: readonly NamePath[]) => {
    const path = namePathOf(node);
    if (path !== undefined) return use(node, path, inside);
    const owner = unwrap(node.expression);
    if (!ts.isNewExpression(owner)) return visit(owner, inside);
    // `new Raw().path` only asks a task something; `new Raw().clone()` is one.
    if (node.name.text === "clone") return visitNew(owner, inside, false);
    for (const argument of owner.arguments ?? []) visit(argument, inside);
  };

  const visitDelegation = (expression: ts.Expression, inside: readonly NamePath[]) => {
    const call = unwrap(expression);
    const path = ts.isCallExpression(call) ? namePathOf(call.expression) : undefined;
    if (path === undefined || !ts.isCallExpression(call)) return visit(expression, inside);
    use(call.expression, path, inside, { delegates: true });
    for (const argument of call.arguments) visit(argument, inside);
  };

  const use = (node: ts.Node, path: NamePath, inside: readonly NamePath[], how: { delegates?: true } = {}) => {
    const root = rootOf(path);
    const own =
      root === "this" || root === "super" ? path !== root : scope.topLevel.has(root) && !scope.locals.has(root);
    if (own) mentions.push({ use: path, result: results.has(node), ...how, ...within(inside) });
  };

  for (const root of roots) visit(root, []);
  return mentions;
}

function within(inside: readonly NamePath[]): { inside?: readonly NamePath[] } {
  return inside.length === 0 ? {} : { inside };
}
