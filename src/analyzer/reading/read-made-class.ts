import type { MadeClass } from "../facts/class-facts.ts";
import { ts } from "../typescript.ts";
import { namePathOf, rootOf, unwrap } from "./name-path.ts";
import { readBaseConstant, readClass, withReceiver } from "./read-class.ts";
import type { SourceContext } from "./source-context.ts";

type Maker = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

/**
 * The class that a function returns: `(Base) => class extends Base {}`, and its like with a body, `(Base) => Base.with({})`,
 * `(Base) => Dated(Regional(Base))`, and `(limit) => (Base) => class extends Base {}`, which takes what both take.
 */
export function readMadeClass(node: ts.Node, context: SourceContext): MadeClass | undefined {
  if (!isMaker(node) || node.body === undefined) return undefined;
  const takes = node.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ""));
  const result = resultOf(node.body);
  if (result === undefined) return undefined;
  if (ts.isClassLike(result)) return { made: { kind: "class", ...readClass(result, result.name, context) }, takes };
  if (isMaker(result)) {
    const inner = readMadeClass(result, context);
    return inner && { ...inner, takes: [...takes, ...inner.takes] };
  }
  if (!ts.isCallExpression(result) || !hasBase(result, takes)) return undefined;
  return { made: { kind: "class", ...readBaseConstant(result, undefined, context) }, takes };
}

function isMaker(node: ts.Node): node is Maker {
  return ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** What the function returns: itself, or what its name stands for. */
function resultOf(body: ts.ConciseBody): ts.Expression | ts.ClassDeclaration | undefined {
  if (!ts.isBlock(body)) return unwrap(body);
  const returned = body.statements.find(ts.isReturnStatement)?.expression;
  const value = returned && unwrap(returned);
  return value && ts.isIdentifier(value) ? declaredIn(body, value.text) : value;
}

function declaredIn(body: ts.Block, wanted: string): ts.Expression | ts.ClassDeclaration | undefined {
  for (const statement of body.statements) {
    if (ts.isClassDeclaration(statement) && statement.name?.text === wanted) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && name.text === wanted) return initializer && unwrap(initializer);
    }
  }
  return undefined;
}

/** Is a class among what a call is made of? The names of classes begin with a capital letter. */
function hasBase(call: ts.CallExpression, takes: readonly string[]): boolean {
  const receiver = withReceiver(call);
  const parts = receiver ? [receiver] : call.arguments;
  return parts.some((part) => {
    const value = unwrap(part);
    if (ts.isCallExpression(value)) return hasBase(value, takes);
    const path = namePathOf(value);
    return path !== undefined && takes.includes(rootOf(path)) && /^\p{Lu}/u.test(path);
  });
}
