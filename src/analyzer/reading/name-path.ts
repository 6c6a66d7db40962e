import type { NamePath } from "../facts/file-facts.ts";
import { ts } from "../typescript.ts";

/** The expression without what has no meaning at run time: brackets, `as`, `satisfies`, `!`, `Store<Raw>`. */
export function unwrap(expression: ts.Expression): ts.Expression {
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

/** `a.b.C` as a path; `undefined` for anything but names and dots. */
export function namePathOf(expression: ts.Expression): NamePath | undefined {
  const bare = unwrap(expression);
  if (ts.isIdentifier(bare)) return bare.text === "" ? undefined : bare.text;
  if (bare.kind === ts.SyntaxKind.ThisKeyword) return "this";
  if (bare.kind === ts.SyntaxKind.SuperKeyword) return "super";
  if (!ts.isPropertyAccessExpression(bare)) return undefined;
  const owner = namePathOf(bare.expression);
  return owner === undefined || bare.name.text === "" ? undefined : `${owner}.${bare.name.text}`;
}

/** The first name of a path: what has to be declared for the rest to mean anything. */
export function rootOf(path: NamePath): string {
  const dot = path.indexOf(".");
  return dot < 0 ? path : path.slice(0, dot);
}
