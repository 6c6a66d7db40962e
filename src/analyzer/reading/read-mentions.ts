import type { NamePath } from "../facts/file-facts.ts";
import { type AskedExpression, type Mention, type NewMention, UNNAMED } from "../facts/function-facts.ts";
import { ts } from "../typescript.ts";
import type { Feeds } from "./feeds.ts";
import { namePathOf, rootOf, unwrap } from "./name-path.ts";
import { readMapping } from "./read-mapping.ts";
import { readPassing } from "./read-passing.ts";
import { isOfLanguage, type ResultNodes } from "./result-nodes.ts";
import { placeOf, rangeOf, type SourceContext } from "./source-context.ts";

export interface FunctionScope extends SourceContext {
  /** The names that the function itself declares: they hide those of the file. */
  readonly locals: ReadonlySet<string>;
  readonly feeds: Feeds;
}

/** How a node was come to. */
interface Way {
  readonly inside: readonly NamePath[];
  readonly conditional: boolean;
}

/**
 * Finds every `new X(…)`, and every use of a name that could stand for a function or constant with more of them.
 *
 * @param roots where to look
 * @param results what becomes a result
 */
export function readMentions(
  roots: readonly ts.Node[],
  { all: results, sure }: ResultNodes,
  scope: FunctionScope,
): Mention[] {
  const mentions: Mention[] = [];

  const visit = (node: ts.Node, way: Way): void => {
    if (ts.isTypeNode(node) || ts.isClassLike(node)) return;
    if (ts.isNewExpression(node)) return visitNew(node, way, results.has(node));
    if (ts.isCallExpression(node)) return visitCall(node, way);
    if (ts.isPropertyAccessExpression(node)) return visitAccess(node, way);
    if (ts.isIdentifier(node)) return use(node, node.text, way);
    if (ts.isYieldExpression(node) && node.asteriskToken && node.expression)
      return visitDelegation(node.expression, way);
    visitChildren(node, way);
  };

  const visitChildren = (node: ts.Node, way: Way) => {
    // The name of what is declared or set is not a use of that name.
    const name = ts.isShorthandPropertyAssignment(node) ? undefined : (node as { name?: ts.Node }).name;
    let jumped = false;
    ts.forEachChild(node, (child) => {
      if (child === name && ts.isIdentifier(child)) return;
      visit(child, jumped || isBranch(child, node) ? { ...way, conditional: true } : way);
      // `if (…) continue;`: what comes after it is not always come to.
      jumped ||= ts.isBlock(node) && mayJump(child);
    });
  };

  const visitNew = (node: ts.NewExpression, way: Way, result: boolean) => {
    const path = namePathOf(node.expression);
    const named = path !== undefined && !scope.locals.has(rootOf(path));
    const asked = named && !isMember(path) ? undefined : asking(node, result);
    if (named || asked)
      mentions.push({ ...newMention(named ? path : UNNAMED, node, result), ...asked, ...wayTo(way, node) });
    if (path === undefined) return visitChildren(node, way);
    for (const argument of node.arguments ?? []) visit(argument, { ...way, inside: [...way.inside, path] });
  };

  /** Only of what surely is a result is it worth to ask what it is. */
  const asking = (node: ts.Node, result: boolean): { ask: AskedExpression } | undefined => {
    if (!result) return undefined;
    const text = node.getText(scope.source).replace(/\s+/g, " ").slice(0, MAX_ASKED_TEXT);
    return { ask: { range: rangeOf(scope.source, node), text } };
  };

  const newMention = (path: NamePath, node: ts.NewExpression | ts.CallExpression, result: boolean): NewMention => ({
    new: path,
    place: placeOf(scope.source, ts.isNewExpression(node) ? node.expression : node),
    range: rangeOf(scope.source, node),
    ...readMapping(node.arguments?.[0], scope),
    ...(path !== "this" && { passing: readPassing(node, scope.source) }),
    result,
  });

  const visitCall = (node: ts.CallExpression, way: Way) => {
    const path = namePathOf(node.expression);
    if (path !== "this.clone") {
      const asked = isUndecided(node, path) && asking(node, results.has(node));
      if (asked) mentions.push({ use: UNNAMED, result: true, ...asked, ...wayTo(way, node) });
      return visitChildren(node, way);
    }
    mentions.push({ ...newMention("this", node, results.has(node)), ...wayTo(way, node) });
  };

  /** Is it something local that is called, of which the body does not tell what it is? */
  const isUndecided = (node: ts.CallExpression, path: NamePath | undefined): boolean => {
    const callee = unwrap(node.expression);
    if (ts.isPropertyAccessExpression(callee) && (isOfLanguage(callee.name.text) || callee.name.text === "clone")) {
      // Of a list or a copy the rest of the expression tells, if that does not come from outside.
      const list = namePathOf(callee.expression);
      return list !== undefined && scope.locals.has(rootOf(list)) && !scope.feeds.has(rootOf(list));
    }
    if (path === undefined) return !ts.isFunctionLike(callee);
    const root = rootOf(path);
    return scope.locals.has(root) && !(path === root && scope.feeds.has(root));
  };

  const visitAccess = (node: ts.PropertyAccessExpression, way: Way) => {
    const path = namePathOf(node);
    if (path !== undefined) return use(node, path, way);
    const owner = unwrap(node.expression);
    if (!ts.isNewExpression(owner)) return visit(owner, way);
    // `new Raw().path` only asks a task something; `new Raw().clone()` is one.
    if (node.name.text === "clone") return visitNew(owner, way, false);
    for (const argument of owner.arguments ?? []) visit(argument, way);
  };

  const visitDelegation = (expression: ts.Expression, way: Way) => {
    const call = unwrap(expression);
    const path = ts.isCallExpression(call) ? namePathOf(call.expression) : undefined;
    if (path === undefined || !ts.isCallExpression(call)) return visit(expression, way);
    use(call.expression, path, way, { delegates: true });
    for (const argument of call.arguments) visit(argument, way);
  };

  const use = (node: ts.Node, path: NamePath, way: Way, how: { delegates?: true } = {}) => {
    const root = rootOf(path);
    const own =
      root === "this" || root === "super" ? path !== root : scope.topLevel.has(root) && !scope.locals.has(root);
    const result = results.has(node);
    const method = path.slice(path.lastIndexOf(".") + 1);
    const asked = isOfLanguage(method) ? undefined : asking(node, result);
    if (own) mentions.push({ use: path, result, ...how, ...asked, ...wayTo(way, node) });
  };

  const wayTo = (
    { inside, conditional }: Way,
    node: ts.Node,
  ): { inside?: readonly NamePath[]; conditional?: true } => ({
    ...(inside.length > 0 && { inside }),
    ...((conditional || (results.has(node) && !sure.has(node))) && { conditional: true }),
  });

  for (const root of roots) visit(root, { inside: [], conditional: false });
  return mentions;
}

/** The text tells one question from another; a longer one would only fill memory. */
const MAX_ASKED_TEXT = 160;

function isMember(path: NamePath): boolean {
  const root = rootOf(path);
  return root === "this" || root === "super";
}

const SHORT_CUTS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** Is the child run on some ways through its parent only? A loop is taken to have something to go over. */
function isBranch(child: ts.Node, parent: ts.Node): boolean {
  if (ts.isIfStatement(parent)) return child !== parent.expression;
  if (ts.isConditionalExpression(parent)) return child !== parent.condition;
  if (ts.isBinaryExpression(parent)) return child === parent.right && SHORT_CUTS.has(parent.operatorToken.kind);
  return ts.isCaseOrDefaultClause(child) || ts.isCatchClause(child);
}

/** Does a statement leave the round of a loop that it stands in? A `break` of a `switch` is the switch's own. */
function mayJump(node: ts.Node): boolean {
  if (ts.isContinueStatement(node) || ts.isBreakStatement(node)) return true;
  if (ts.isBlock(node)) return node.statements.some(mayJump);
  if (ts.isIfStatement(node))
    return mayJump(node.thenStatement) || (node.elseStatement ? mayJump(node.elseStatement) : false);
  if (ts.isLabeledStatement(node)) return mayJump(node.statement);
  if (!ts.isTryStatement(node)) return false;
  return mayJump(node.tryBlock) || (node.catchClause ? mayJump(node.catchClause.block) : false);
}
