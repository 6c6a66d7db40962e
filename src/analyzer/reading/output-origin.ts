import { ts } from "../typescript.ts";
import type { Feeds } from "./feeds.ts";
import { namePathOf, rootOf, unwrap } from "./name-path.ts";

/** How many variables may stand for one another. */
const MAX_DEPTH = 8;

/** Does an expression hold the targets of `this.output()`, or one of them? */
export function isOutput(expression: ts.Node, feeds: Feeds, depth = 0): boolean {
  if (depth > MAX_DEPTH || !ts.isExpression(expression)) return false;
  const value = unwrap(expression);
  if (ts.isCallExpression(value)) return namePathOf(value.expression) === "this.output";
  if (ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value)) {
    return isOutput(value.expression, feeds, depth + 1);
  }
  return ts.isIdentifier(value) && isOnly(value.text, feeds, (fed) => isOutput(fed, feeds, depth + 1));
}

/** Is an expression the path of an output as it is: `this.output().path`, or a variable that holds it? */
export function isOutputPath(expression: ts.Expression, feeds: Feeds, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const value = unwrap(expression);
  if (ts.isPropertyAccessExpression(value)) return value.name.text === "path" && isOutput(value.expression, feeds);
  if (!ts.isIdentifier(value)) return false;
  return isOnly(value.text, feeds, (fed) => {
    if (!ts.isExpression(fed)) return false;
    // `const { path } = this.output()`
    if (value.text === "path" && isOutput(fed, feeds) && namePathOf(fed) === undefined) return true;
    return isOutputPath(fed, feeds, depth + 1);
  });
}

function isOnly(name: string, feeds: Feeds, holds: (fed: ts.Node) => boolean): boolean {
  const [first, ...others] = feeds.get(rootOf(name)) ?? [];
  return first !== undefined && others.length === 0 && holds(first);
}
