import { ts } from "../typescript.ts";
import type { Feeds } from "./feeds.ts";
import { namePathOf, rootOf, unwrap } from "./name-path.ts";

/** What a function hands out, in its own body: not in the functions within. */
export function resultsOf(root: ts.Node): { returned: ts.Node[]; yielded: ts.Node[] } {
  if (!ts.isFunctionLike(root)) return { returned: [root], yielded: [] };
  const body = (root as ts.FunctionLikeDeclaration).body;
  if (body === undefined) return { returned: [], yielded: [] };
  if (!ts.isBlock(body)) return { returned: [body], yielded: [] };
  const returned: ts.Node[] = [];
  const yielded: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) returned.push(node.expression);
    if (ts.isYieldExpression(node) && node.expression) yielded.push(node);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return { returned, yielded };
}

/** Array methods whose result holds elements of the array itself. */
const KEEPING_METHODS = new Set(["filter", "flat", "concat", "slice", "toSorted", "toReversed", "sort", "reverse"]);
/** Methods whose result is made of what their callbacks return. */
const MAPPING_METHODS = new Set(["map", "flatMap", "from", "reduce"]);
/** Functions of the language whose result holds their arguments: `Object.fromEntries(…)`, `Promise.all(…)`. */
const PASSING_FUNCTIONS = new Set([
  "fromEntries",
  "values",
  "entries",
  "assign",
  "freeze",
  "from",
  "of",
  "all",
  "concat",
]);

/** Is it a method of lists and the like, whose results the rules above tell? */
export function isOfLanguage(method: string): boolean {
  return KEEPING_METHODS.has(method) || MAPPING_METHODS.has(method) || PASSING_FUNCTIONS.has(method);
}

/**
 * The nodes that surely become (part of) a result: only there does a class that is no task deserve an error. Elsewhere
 * a `new Range(…)` may just help to find the tasks.
 */
export function resultNodes(results: readonly ts.Node[], feeds: Feeds): Set<ts.Node> {
  const found = new Set<ts.Node>();
  const visitAll = (nodes: readonly ts.Node[]) => {
    for (const node of nodes) visit(node);
  };
  const visit = (wrapped: ts.Node): void => {
    const node = ts.isExpression(wrapped) ? unwrap(wrapped) : wrapped;
    if (found.has(node)) return;
    found.add(node);
    if (ts.isArrayLiteralExpression(node)) return visitAll(node.elements);
    if (ts.isSpreadElement(node) || ts.isAwaitExpression(node)) return visit(node.expression);
    if (ts.isYieldExpression(node)) return node.expression && visit(node.expression);
    if (ts.isObjectLiteralExpression(node)) return visitAll(node.properties.flatMap(propertyValue));
    if (ts.isConditionalExpression(node)) return visitAll([node.whenTrue, node.whenFalse]);
    if (ts.isBinaryExpression(node)) return visitAll(operands(node));
    if (ts.isFunctionLike(node)) return visitAll(resultsOf(node).returned);
    if (ts.isCallExpression(node)) return visitCall(node);
    const path = ts.isExpression(node) ? namePathOf(node) : undefined;
    if (path !== undefined) visitAll(feeds.get(rootOf(path)) ?? []);
  };
  const visitCall = (call: ts.CallExpression) => {
    // What is called may make tasks itself: that is for whoever knows what the name means.
    found.add(unwrap(call.expression));
    const path = namePathOf(call.expression);
    if (path !== undefined && !path.includes(".")) visitAll(feeds.get(path) ?? []);
    if (!ts.isPropertyAccessExpression(call.expression)) return;
    const { expression: receiver, name } = call.expression;
    if (KEEPING_METHODS.has(name.text)) visit(receiver);
    if (MAPPING_METHODS.has(name.text)) visitAll(call.arguments.filter(isCallback));
    if (PASSING_FUNCTIONS.has(name.text)) visitAll(call.arguments);
  };
  visitAll(results);
  return found;
}

function propertyValue(property: ts.ObjectLiteralElementLike): ts.Node[] {
  if (ts.isPropertyAssignment(property)) return [property.initializer];
  if (ts.isShorthandPropertyAssignment(property)) return [property.name];
  return ts.isSpreadAssignment(property) ? [property.expression] : [];
}

function operands({ operatorToken, left, right }: ts.BinaryExpression): ts.Node[] {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
      return [left, right];
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.CommaToken:
    case ts.SyntaxKind.EqualsToken:
      return [right];
    default:
      return [];
  }
}

/** A function, or the name of one. */
function isCallback(argument: ts.Expression): boolean {
  return ts.isFunctionLike(argument) || namePathOf(argument) !== undefined;
}
