import { ts } from "../typescript.ts";
import { type Feeds, propertyIn } from "./feeds.ts";
import { isThereTest } from "./is-there-test.ts";
import { namePathOf, rootOf, unwrap } from "./name-path.ts";
import type { Handed } from "./results-of.ts";
import { resultsOf } from "./results-of.ts";

/** Array methods whose result holds elements of the array itself. */
const KEEPING_METHODS = new Set(["flat", "concat", "toSorted", "toReversed", "sort", "reverse", "values"]);
/** Those whose result holds some of them, as the values have it. */
const CHOOSING_METHODS = new Set(["filter", "slice", "splice", "find", "findLast", "at", "pop", "shift"]);
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
  "fill",
]);

/** Is it a method of lists and the like, whose results the rules above tell? */
export function isOfLanguage(method: string): boolean {
  return [KEEPING_METHODS, CHOOSING_METHODS, MAPPING_METHODS, PASSING_FUNCTIONS].some((known) => known.has(method));
}

type Nodes = ReadonlySet<ts.Node>;

const NONE: Nodes = new Set();

/** What a result is made of. */
export interface ResultNodes {
  /**
   * The nodes that become (part of) a result: only there does a class that is no task deserve an error. Elsewhere a
   * `new Range(…)` may just help to find the tasks.
   */
  readonly all: Nodes;
  /** Those that do so whatever the values are, once they are come to. */
  readonly sure: Nodes;
}

/** @param handed what is handed out: one or the other of these */
export function resultNodes(handed: Handed, feeds: Feeds): ResultNodes {
  /** By node: what is a result whenever that node is one. */
  const known = new Map<ts.Node, Nodes>();

  const visit = (wrapped: ts.Node): Nodes => {
    const node = ts.isExpression(wrapped) ? unwrap(wrapped) : wrapped;
    const before = known.get(node);
    if (before) return before;
    // What leads back to itself adds nothing.
    known.set(node, NONE);
    const sure = new Set([node, ...within(node)]);
    known.set(node, sure);
    return sure;
  };
  const each = (nodes: readonly ts.Node[]): Nodes => new Set(nodes.flatMap((node) => [...visit(node)]));
  /** They may be results, or not. */
  const perhaps = (nodes: readonly ts.Node[]): Nodes => {
    for (const node of nodes) visit(node);
    return NONE;
  };
  const either = ({ values, nothing }: Handed): Nodes => {
    const [first = NONE, ...others] = values.map(visit);
    return nothing ? NONE : new Set([...first].filter((node) => others.every((other) => other.has(node))));
  };

  const within = (node: ts.Node): Nodes => {
    if (ts.isArrayLiteralExpression(node)) return each(node.elements);
    if (ts.isSpreadElement(node) || ts.isAwaitExpression(node)) return visit(node.expression);
    if (ts.isYieldExpression(node)) return node.expression ? visit(node.expression) : NONE;
    if (ts.isObjectLiteralExpression(node)) return each(node.properties.flatMap(propertyValue));
    if (ts.isConditionalExpression(node)) return either({ values: [node.whenTrue, node.whenFalse], nothing: false });
    if (ts.isBinaryExpression(node)) return withinBinary(node);
    if (ts.isFunctionLike(node)) return either(resultsOf(node));
    if (ts.isCallExpression(node)) return withinCall(node);
    if (ts.isElementAccessExpression(node)) return perhaps([node.expression]);
    const path = ts.isExpression(node) ? namePathOf(node) : undefined;
    return path === undefined ? NONE : withinVariable(path);
  };

  const withinBinary = ({ operatorToken, left, right }: ts.BinaryExpression): Nodes => {
    switch (operatorToken.kind) {
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
        perhaps([right]);
        return visit(left);
      case ts.SyntaxKind.AmpersandAmpersandToken:
        return perhaps([right]);
      case ts.SyntaxKind.CommaToken:
      case ts.SyntaxKind.EqualsToken:
        return visit(right);
      default:
        return NONE;
    }
  };

  const withinVariable = (path: string): Nodes => {
    const root = rootOf(path);
    const values = feeds.get(root) ?? [];
    if (path !== root) return each(values.flatMap((value) => partsOf(value, path.slice(root.length + 1))));
    perhaps(values.filter((value) => feeds.vague.has(value)));
    return each(values.filter((value) => !feeds.vague.has(value)));
  };

  /** `parts.raw` is one property of what is written down; of anything else it may be any part. */
  const partsOf = (value: ts.Node, rest: string): readonly ts.Node[] => {
    const whole = ts.isExpression(value) ? unwrap(value) : value;
    const part = ts.isObjectLiteralExpression(whole) && !feeds.vague.has(value) ? propertyIn(whole, rest) : undefined;
    if (part === undefined) perhaps([value]);
    return part ? [part] : [];
  };

  const withinCall = (call: ts.CallExpression): Nodes => {
    // What is called may make tasks itself: that is for whoever knows what the name means.
    const callee = unwrap(call.expression);
    if (ts.isArrowFunction(callee) || ts.isFunctionExpression(callee)) return visit(callee);
    known.set(callee, new Set([callee]));
    const path = namePathOf(callee);
    const made = path !== undefined && !path.includes(".") ? each(feeds.get(path) ?? []) : NONE;
    return new Set([callee, ...made, ...(ts.isPropertyAccessExpression(callee) ? withinMethod(call, callee) : NONE)]);
  };

  const withinMethod = ({ arguments: given }: ts.CallExpression, callee: ts.PropertyAccessExpression): Nodes => {
    const { expression: receiver, name } = callee;
    const parts: Nodes[] = [];
    if (CHOOSING_METHODS.has(name.text)) {
      parts.push(choosesAll(name.text, given) ? visit(receiver) : perhaps([receiver]));
    }
    if (KEEPING_METHODS.has(name.text)) parts.push(visit(receiver));
    if (MAPPING_METHODS.has(name.text)) parts.push(each(given.filter(isCallback)));
    if (PASSING_FUNCTIONS.has(name.text)) parts.push(each(given));
    return new Set(parts.flatMap((part) => [...part]));
  };

  const sure = either(handed);
  return { all: new Set(known.keys()), sure };
}

/** `.slice()` copies, and `.filter(Boolean)` leaves out only what is no task. */
function choosesAll(method: string, given: readonly ts.Expression[]): boolean {
  if (method === "slice") return given.length === 0;
  return method === "filter" && given[0] !== undefined && isThereTest(given[0]);
}

function propertyValue(property: ts.ObjectLiteralElementLike): ts.Node[] {
  if (ts.isPropertyAssignment(property)) return [property.initializer];
  if (ts.isShorthandPropertyAssignment(property)) return [property.name];
  return ts.isSpreadAssignment(property) ? [property.expression] : [];
}

/** A function, or the name of one. */
function isCallback(argument: ts.Expression): boolean {
  return ts.isFunctionLike(argument) || namePathOf(argument) !== undefined;
}
