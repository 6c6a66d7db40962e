import type { MadeClass } from "../facts/class-facts.ts";
import { ts } from "../typescript.ts";
import { unwrap } from "./name-path.ts";
import { readClass } from "./read-class.ts";
import type { SourceContext } from "./source-context.ts";

/** The class that a function returns: `(Base) => class extends Base {}`, and its like with a body. */
export function readMadeClass(node: ts.Node, context: SourceContext): MadeClass | undefined {
  if (!ts.isFunctionDeclaration(node) && !ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return undefined;
  const made = node.body && classOf(node.body);
  if (made === undefined) return undefined;
  const takes = node.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ""));
  return { made: { kind: "class", ...readClass(made, made.name, context) }, takes };
}

function classOf(body: ts.ConciseBody): ts.ClassLikeDeclaration | undefined {
  if (!ts.isBlock(body)) return asClass(body);
  const declared = body.statements.filter(ts.isClassDeclaration);
  for (const statement of body.statements) {
    if (!ts.isReturnStatement(statement) || !statement.expression) continue;
    const value = unwrap(statement.expression);
    if (ts.isIdentifier(value)) return declared.find(({ name }) => name?.text === value.text);
    return asClass(value);
  }
  return undefined;
}

function asClass(expression: ts.Expression): ts.ClassExpression | undefined {
  const value = unwrap(expression);
  return ts.isClassExpression(value) ? value : undefined;
}
