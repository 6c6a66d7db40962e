import { ts } from "../typescript.ts";
import { unwrap } from "./name-path.ts";
import type { SourceContext } from "./source-context.ts";

export type Literal = string | number | boolean | readonly (string | number | boolean)[];

/** How many constants may stand for one another. */
const MAX_DEPTH = 8;

/**
 * What an expression surely is, told from the file alone: literals, lists of them, constants that hold them, and
 * `Temporal.PlainDate.from("2026-11-24")`, which stands for its text.
 */
export function readLiteral(expression: ts.Expression, context: SourceContext, depth = 0): Literal | undefined {
  const value = unwrap(expression);
  if (ts.isStringLiteralLike(value)) return value.text;
  if (ts.isNumericLiteral(value)) return Number(value.text);
  if (value.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (value.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (ts.isPrefixUnaryExpression(value)) return negative(readLiteral(value.operand, context, depth), value.operator);
  if (ts.isArrayLiteralExpression(value)) return readList(value, context, depth);
  if (ts.isCallExpression(value)) return readFrom(value, context, depth);
  if (!ts.isIdentifier(value) || depth >= MAX_DEPTH) return undefined;
  const constant = context.constants.get(value.text);
  return constant && readLiteral(constant, context, depth + 1);
}

function negative(value: Literal | undefined, operator: ts.PrefixUnaryOperator): Literal | undefined {
  return operator === ts.SyntaxKind.MinusToken && typeof value === "number" ? -value : undefined;
}

/** One element that can not be told makes the whole list so. */
function readList(
  { elements }: ts.ArrayLiteralExpression,
  context: SourceContext,
  depth: number,
): (string | number | boolean)[] | undefined {
  const list: (string | number | boolean)[] = [];
  for (const element of elements) {
    const inner = readLiteral(ts.isSpreadElement(element) ? element.expression : element, context, depth);
    if (inner === undefined || Array.isArray(inner) !== ts.isSpreadElement(element)) return undefined;
    list.push(...(Array.isArray(inner) ? inner : [inner as string]));
  }
  return list;
}

/** `….from("…")`, and `Object.freeze([…])`. */
function readFrom(call: ts.CallExpression, context: SourceContext, depth: number): Literal | undefined {
  const [argument] = call.arguments;
  if (argument === undefined || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const value = readLiteral(argument, context, depth);
  const called = call.expression.name.text;
  return called === "freeze" || (called === "from" && typeof value === "string") ? value : undefined;
}
