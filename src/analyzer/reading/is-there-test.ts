import { ts } from "../typescript.ts";
import { namePathOf, unwrap } from "./name-path.ts";

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
]);

/** Does a test ask nothing but whether something is there? `Boolean`, `(task) => task !== undefined` and their like. */
export function isThereTest(test: ts.Expression): boolean {
  const bare = unwrap(test);
  if (ts.isIdentifier(bare)) return bare.text === "Boolean";
  if (!ts.isArrowFunction(bare) || ts.isBlock(bare.body)) return false;
  const [parameter] = bare.parameters;
  return parameter !== undefined && ts.isIdentifier(parameter.name) && asksWhetherThere(bare.body, parameter.name.text);
}

function asksWhetherThere(test: ts.Expression, name: string): boolean {
  const bare = unwrap(test);
  if (namePathOf(bare) === name) return true;
  if (ts.isPrefixUnaryExpression(bare) && ts.isPrefixUnaryExpression(bare.operand)) {
    return namePathOf(bare.operand.operand) === name;
  }
  if (ts.isCallExpression(bare)) {
    const [given] = bare.arguments;
    return namePathOf(bare.expression) === "Boolean" && given !== undefined && namePathOf(given) === name;
  }
  if (!ts.isBinaryExpression(bare)) return false;
  const { left, operatorToken, right } = bare;
  if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    return asksWhetherThere(left, name) && asksWhetherThere(right, name);
  }
  if (!COMPARISONS.has(operatorToken.kind)) return false;
  const asked = ts.isTypeOfExpression(left) ? left.expression : left;
  return namePathOf(asked) === name && isPresence(operatorToken.kind, left, right);
}

/** `!== undefined`, `!= null`, `!== false`; of a `typeof` that it is an object, or not undefined. */
function isPresence(operator: ts.SyntaxKind, left: ts.Expression, right: ts.Expression): boolean {
  const isNegative =
    operator === ts.SyntaxKind.ExclamationEqualsToken || operator === ts.SyntaxKind.ExclamationEqualsEqualsToken;
  if (ts.isTypeOfExpression(left)) {
    return ts.isStringLiteralLike(right) && right.text === (isNegative ? "undefined" : "object");
  }
  const isNothing =
    right.kind === ts.SyntaxKind.NullKeyword ||
    right.kind === ts.SyntaxKind.FalseKeyword ||
    (ts.isIdentifier(right) && right.text === "undefined");
  return isNegative && isNothing;
}
