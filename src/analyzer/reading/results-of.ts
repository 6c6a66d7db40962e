import { ts } from "../typescript.ts";

/** What may be handed out: one of the values, or nothing. */
export interface Handed {
  readonly values: readonly ts.Node[];
  /** It may end by a bare `return`. What falls off its end is not looked for: conditions tell of that. */
  readonly nothing: boolean;
}

/** What a function returns, in its own body: not in the functions within. Of anything else, the value itself. */
export function resultsOf(root: ts.Node): Handed {
  if (!ts.isFunctionLike(root)) return { values: [root], nothing: false };
  const body = (root as ts.FunctionLikeDeclaration).body;
  if (body === undefined) return { values: [], nothing: true };
  if (!ts.isBlock(body)) return { values: [body], nothing: false };
  const values: ts.Node[] = [];
  let nothing = false;
  visitOwn(body, (node) => {
    if (!ts.isReturnStatement(node)) return;
    if (node.expression) values.push(node.expression);
    else nothing = true;
  });
  return { values, nothing };
}

/** The `yield` expressions of a function's own body. */
export function yieldsOf(root: ts.Node): readonly ts.YieldExpression[] {
  const body = ts.isFunctionLike(root) ? (root as ts.FunctionLikeDeclaration).body : undefined;
  const yields: ts.YieldExpression[] = [];
  if (body && ts.isBlock(body)) {
    visitOwn(body, (node) => {
      if (ts.isYieldExpression(node) && node.expression) yields.push(node);
    });
  }
  return yields;
}

function visitOwn(node: ts.Node, see: (node: ts.Node) => void): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
  see(node);
  ts.forEachChild(node, (child) => visitOwn(child, see));
}
