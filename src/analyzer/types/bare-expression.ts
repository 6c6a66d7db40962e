import type { ts } from "../typescript.ts";
import type { Compiler } from "./compiler.ts";

/** As `unwrap`, for trees of another TypeScript than ours, whose kinds of nodes have other numbers. */
export function bareExpression(expression: ts.Expression, { ts }: Compiler): ts.Expression {
  let bare = expression;
  while (
    ts.isParenthesizedExpression(bare) ||
    ts.isAsExpression(bare) ||
    ts.isSatisfiesExpression(bare) ||
    ts.isNonNullExpression(bare) ||
    ts.isTypeAssertionExpression(bare) ||
    ts.isExpressionWithTypeArguments(bare)
  ) {
    bare = bare.expression;
  }
  return bare;
}
