import { ts } from "../typescript.ts";
import { boundNames } from "./declared-names.ts";
import { namePathOf, rootOf, unwrap } from "./name-path.ts";
import { propertyName } from "./property-name.ts";

/** What is put into each local variable: its initializer, what is assigned, what is pushed, what a loop takes it from. */
export interface Feeds extends Pick<ReadonlyMap<string, readonly ts.Node[]>, "get" | "has"> {
  /** The values that a variable may not have in the end, or has only some part of. */
  readonly vague: ReadonlySet<ts.Node>;
}

const ADDING_METHODS: ReadonlySet<string> = new Set(["push", "unshift", "splice", "add", "set"]);
/** Their callbacks are given each element. */
const ELEMENT_METHODS: ReadonlySet<string> = new Set(["forEach", "map", "flatMap", "filter"]);

export function feedsOf(root: ts.Node): Feeds {
  const feeds = new Map<string, ts.Node[]>();
  /** The values of each variable as a whole. */
  const wholes = new Map<string, ts.Expression[]>();
  const vague = new Set<ts.Node>();

  const feed = (name: string, values: readonly ts.Node[]) => {
    feeds.set(name, [...(feeds.get(name) ?? []), ...values]);
  };
  const set = (name: string, value: ts.Expression) => {
    feed(name, [value]);
    wholes.set(name, [...(wholes.get(name) ?? []), value]);
  };
  const bind = (pattern: ts.BindingName, value: ts.Expression): void => {
    if (ts.isIdentifier(pattern)) return set(pattern.text, value);
    for (const [index, element] of pattern.elements.entries()) {
      if (!ts.isBindingElement(element)) continue;
      const part = element.dotDotDotToken ? undefined : partOf(value, element, index);
      if (part) bind(element.name, part);
      else for (const name of boundNames(element.name)) feed(name, [value]);
      if (!part) vague.add(value);
    }
  };
  const visit = (node: ts.Node) => {
    if (ts.isVariableDeclaration(node) && node.initializer) bind(node.name, node.initializer);
    else if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
      for (const { name } of node.initializer.declarations) {
        for (const bound of boundNames(name)) feed(bound, [node.expression]);
        if (!ts.isIdentifier(name)) vague.add(node.expression);
      }
    } else if (ts.isFunctionDeclaration(node) && node.name) {
      feed(node.name.text, [node]);
    } else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken)) {
      const target = variableOf(node.left);
      if (target !== undefined && ts.isIdentifier(unwrap(node.left))) set(target, node.right);
      else if (target !== undefined) feed(target, [node.right]);
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      visitMethod(node.expression, node.arguments);
    }
    ts.forEachChild(node, visit);
  };
  const visitMethod = ({ expression: owner, name }: ts.PropertyAccessExpression, given: readonly ts.Expression[]) => {
    const target = variableOf(owner);
    if (target !== undefined && ADDING_METHODS.has(name.text)) feed(target, given);
    const [callback] = given;
    if (!ELEMENT_METHODS.has(name.text) || callback === undefined || !isFunction(callback)) return;
    const [parameter] = callback.parameters;
    if (parameter && ts.isIdentifier(parameter.name)) feed(parameter.name.text, [owner]);
  };

  visit(root);
  for (const [name, values] of wholes) {
    if (values.length < 2) continue;
    // An empty value has nothing to lose, and `tasks = [...tasks, …]` keeps what there was.
    const replacing = values.filter((value) => !isEmpty(value) && !mentions(value, name));
    if (replacing.length > 1) for (const value of replacing) vague.add(value);
  }
  return { get: (name) => feeds.get(name), has: (name) => feeds.has(name), vague };
}

/** What a name in a pattern stands for, where the value is written down: `const { raw } = { raw: new Raw() }`. */
function partOf(value: ts.Expression, element: ts.BindingElement, index: number): ts.Expression | undefined {
  const whole = unwrap(value);
  const name = element.propertyName ?? element.name;
  if (ts.isObjectLiteralExpression(whole)) return ts.isIdentifier(name) ? propertyIn(whole, name.text) : undefined;
  if (!ts.isArrayLiteralExpression(whole) || whole.elements.slice(0, index + 1).some(ts.isSpreadElement))
    return undefined;
  return whole.elements[index];
}

/** The value of a property; `undefined` where it is not there, or may be another one's. */
export function propertyIn(whole: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  if (whole.properties.some(ts.isSpreadAssignment)) return undefined;
  const property = whole.properties.findLast((one) => one.name && propertyName(one.name) === name);
  if (property && ts.isShorthandPropertyAssignment(property)) return property.name;
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

/** Nothing that anybody could require. */
function isEmpty(value: ts.Expression): boolean {
  const bare = unwrap(value);
  if (ts.isArrayLiteralExpression(bare)) return bare.elements.length === 0;
  if (ts.isObjectLiteralExpression(bare)) return bare.properties.length === 0;
  return bare.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(bare) && bare.text === "undefined");
}

function mentions(node: ts.Node, name: string): boolean {
  if (ts.isIdentifier(node) && node.text === name) return true;
  return ts.forEachChild(node, (child) => mentions(child, name) || undefined) ?? false;
}

function isFunction(node: ts.Expression): node is ts.ArrowFunction | ts.FunctionExpression {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** The variable that `tasks`, `tasks.raw` or `tasks[i]` is a part of. */
function variableOf(expression: ts.Expression): string | undefined {
  const owner = ts.isElementAccessExpression(expression) ? expression.expression : expression;
  const path = namePathOf(owner);
  return path && rootOf(path);
}

function isAssignment({ kind }: ts.BinaryOperatorToken): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
