import { ts } from "../typescript.ts";
import { boundNames } from "./declared-names.ts";
import { namePathOf, rootOf } from "./name-path.ts";

/** What is put into each local variable: its initializer, what is assigned, what is pushed. */
export type Feeds = ReadonlyMap<string, readonly ts.Node[]>;

const ADDING_METHODS: ReadonlySet<string> = new Set(["push", "unshift", "splice", "add", "set"]);

export function feedsOf(root: ts.Node): Feeds {
  const feeds = new Map<string, ts.Node[]>();
  const feed = (name: string, values: readonly ts.Node[]) => {
    feeds.set(name, [...(feeds.get(name) ?? []), ...values]);
  };
  const visit = (node: ts.Node) => {
    if (ts.isVariableDeclaration(node) && node.initializer) {
      for (const name of boundNames(node.name)) feed(name, [node.initializer]);
    } else if (ts.isFunctionDeclaration(node) && node.name) {
      feed(node.name.text, [node]);
    } else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken)) {
      const target = variableOf(node.left);
      if (target !== undefined) feed(target, [node.right]);
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const target = variableOf(node.expression.expression);
      if (target !== undefined && ADDING_METHODS.has(node.expression.name.text)) feed(target, node.arguments);
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return feeds;
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
