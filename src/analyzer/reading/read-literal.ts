import { ts } from "../typescript.ts";
import { namePathOf, unwrap } from "./name-path.ts";
import { propertyName } from "./property-name.ts";
import type { SourceContext } from "./source-context.ts";

export type Literal = string | number | boolean | readonly (string | number | boolean)[];

/** How many constants may stand for one another. */
const MAX_DEPTH = 8;

/**
 * What an expression surely is, told from the file alone: literals, lists of them, constants and enums that hold them, and
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
  if (ts.isCallExpression(value)) return readEntries(value, context, depth) ?? readFrom(value, context, depth);
  if (depth >= MAX_DEPTH) return undefined;
  if (ts.isPropertyAccessExpression(value)) return readProperty(value, context, depth);
  if (!ts.isIdentifier(value)) return undefined;
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

/** `Region.Europe`, of an enum or a constant object. */
function readProperty(
  { expression: owner, name }: ts.PropertyAccessExpression,
  context: SourceContext,
  depth: number,
): Literal | undefined {
  return entriesOf(owner, context, depth)?.get(name.text);
}

/** What is written in an enum or a constant object, as far as it is literals. */
function entriesOf(
  owner: ts.Expression,
  context: SourceContext,
  depth: number,
): Map<string, Literal | undefined> | undefined {
  const bare = unwrap(owner);
  if (!ts.isIdentifier(bare)) return undefined;
  const declared = context.enums.get(bare.text);
  if (declared) return entriesOfEnum(declared, context, depth);
  const constant = context.constants.get(bare.text);
  const object = constant && unwrap(constant);
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
  return new Map(
    object.properties.map((property): [string, Literal | undefined] => {
      const name = property.name && propertyName(property.name);
      const value = ts.isPropertyAssignment(property) ? property.initializer : undefined;
      return [name ?? "", value && readLiteral(value, context, depth + 1)];
    }),
  );
}

/** A member without a value has the number after the one before. */
function entriesOfEnum(
  { members }: ts.EnumDeclaration,
  context: SourceContext,
  depth: number,
): Map<string, Literal | undefined> {
  const entries = new Map<string, Literal | undefined>();
  let next: Literal | undefined = 0;
  for (const { name, initializer } of members) {
    const value: Literal | undefined = initializer ? readLiteral(initializer, context, depth + 1) : next;
    entries.set(propertyName(name) ?? "", value);
    next = typeof value === "number" ? value + 1 : undefined;
  }
  return entries;
}

/** `Object.values(Region)`; of an enum of numbers JavaScript gives the names as well. */
function readEntries(call: ts.CallExpression, context: SourceContext, depth: number): Literal | undefined {
  const [owner] = call.arguments;
  const called = namePathOf(call.expression);
  const entries = owner && entriesOf(owner, context, depth);
  if (entries === undefined || entries.has("")) return undefined;
  if (called === "Object.keys") return [...entries.keys()];
  const values = [...entries.values()];
  return called === "Object.values" && values.every((value) => typeof value === "string") ? values : undefined;
}

/** `….from("…")`, and `Object.freeze([…])`. */
function readFrom(call: ts.CallExpression, context: SourceContext, depth: number): Literal | undefined {
  const [argument] = call.arguments;
  if (argument === undefined || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const value = readLiteral(argument, context, depth);
  const called = call.expression.name.text;
  return called === "freeze" || (called === "from" && typeof value === "string") ? value : undefined;
}
