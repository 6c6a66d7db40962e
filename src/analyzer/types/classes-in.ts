import type { ts } from "../typescript.ts";
import { bareExpression } from "./bare-expression.ts";
import { classesOfType } from "./classes-of-type.ts";
import type { Compiler } from "./compiler.ts";

/** What comes out of these is what went into their receiver. */
const HANDING: ReadonlySet<string> = new Set(
  "at concat entries filter find flat get keys map flatMap forEach next pop reverse shift slice sort splice toReversed toSorted values".split(
    " ",
  ),
);
/** A chain of names that is longer than this goes in a circle. */
const MAX_STEPS = 50;

/**
 * The classes that an expression may be, or may be instances of.
 *
 * Its type alone would do, if the compiler did not take classes of the same shape for one: of `[A, B]` only `A` may be
 * left. So where the values are written down, they are followed as well.
 */
export function classesIn(
  expression: ts.Expression,
  checker: ts.TypeChecker,
  compiler: Compiler,
): Set<ts.ClassLikeDeclaration> {
  const { ts } = compiler;
  const unwrap = (one: ts.Expression) => bareExpression(one, compiler);
  const found = new Set<ts.ClassLikeDeclaration>();
  const visited = new Set<ts.Node>();

  const visit = (wrapped: ts.Expression | undefined, property?: string): void => {
    if (wrapped === undefined) return;
    const node = unwrap(wrapped);
    if (visited.has(node) || visited.size > MAX_STEPS) return;
    visited.add(node);
    if (property === undefined)
      for (const one of classesOfType(checker.getTypeAtLocation(node), checker, compiler)) found.add(one);
    if (ts.isIdentifier(node)) return visitDeclaration(symbolOf(node, checker, compiler)?.valueDeclaration, property);
    if (ts.isNewExpression(node)) return [node.expression, ...(node.arguments ?? []).slice(0, 1)].forEach(visitAll);
    if (ts.isArrayLiteralExpression(node)) return node.elements.forEach(visitAll);
    if (ts.isSpreadElement(node)) return visit(node.expression);
    if (ts.isObjectLiteralExpression(node)) return visitProperties(node, property);
    if (ts.isElementAccessExpression(node)) return visit(node.expression, literalOf(node.argumentExpression, compiler));
    if (ts.isPropertyAccessExpression(node)) return visitAccess(node);
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].forEach(visitAll);
    if (ts.isBinaryExpression(node)) return [node.left, node.right].forEach(visitAll);
    if (ts.isAwaitExpression(node)) return visit(node.expression);
    if (ts.isCallExpression(node)) visitCall(node);
  };

  const visitAll = (node: ts.Expression) => visit(node);

  const visitProperties = (node: ts.ObjectLiteralExpression, property: string | undefined) => {
    for (const one of node.properties) {
      if (property !== undefined && one.name !== undefined && textOf(one.name, compiler) !== property) continue;
      if (ts.isPropertyAssignment(one)) visit(one.initializer);
      if (ts.isShorthandPropertyAssignment(one)) {
        visitDeclaration(checker.getShorthandAssignmentValueSymbol(one)?.valueDeclaration);
      }
      if (ts.isSpreadAssignment(one)) visit(one.expression, property);
    }
  };

  /** A property that is declared as a value stands for that: `this.Source`, `parts.daily`. */
  const visitAccess = (node: ts.PropertyAccessExpression) => {
    const declaration = symbolOf(node.name, checker, compiler)?.valueDeclaration;
    if (declaration) visitDeclaration(declaration);
    else visit(node.expression, node.name.text);
  };

  const visitCall = ({ expression: callee, arguments: given }: ts.CallExpression) => {
    if (!ts.isPropertyAccessExpression(callee)) return;
    if (callee.expression.getText() === "Object") return given.forEach(visitAll);
    if (HANDING.has(callee.name.text)) visit(callee.expression);
  };

  const visitDeclaration = (declaration: ts.Declaration | undefined, property?: string): void => {
    if (declaration === undefined) return;
    if (ts.isClassLike(declaration)) found.add(declaration);
    else if (ts.isBindingElement(declaration)) visitBinding(declaration);
    else if (ts.isParameter(declaration)) visitParameter(declaration, property);
    else if (ts.isVariableDeclaration(declaration)) {
      const loop = declaration.parent.parent;
      visit(ts.isForOfStatement(loop) ? loop.expression : declaration.initializer, property);
    } else if (ts.isPropertyDeclaration(declaration) || ts.isPropertyAssignment(declaration)) {
      visit(declaration.initializer, property);
    }
  };

  /** `const { daily: Part } = parts`: of the value only that property, where it has one of that name. */
  const visitBinding = (element: ts.BindingElement) => {
    const pattern = element.parent;
    const name = element.propertyName ?? element.name;
    const property = ts.isObjectBindingPattern(pattern) && ts.isIdentifier(name) ? name.text : undefined;
    const owner = pattern.parent;
    if (ts.isBindingElement(owner)) visitBinding(owner);
    else visitDeclaration(owner, property);
  };

  /** `PARTS.map((Part) => …)`: each of what the method is called on. */
  const visitParameter = (parameter: ts.ParameterDeclaration, property?: string) => {
    const call = parameter.parent.parent;
    if (!ts.isCallExpression(call) || !call.arguments.some((argument) => argument === parameter.parent)) return;
    const { expression: callee } = call;
    if (ts.isPropertyAccessExpression(callee) && HANDING.has(callee.name.text)) {
      if (property === undefined) visit(callee.expression);
      else for (const element of elementsOf(callee.expression)) visit(element, property);
    }
  };

  /** The elements of a list that is written down somewhere. */
  const elementsOf = (list: ts.Expression): readonly ts.Expression[] => {
    const node = unwrap(list);
    if (ts.isArrayLiteralExpression(node)) return node.elements;
    const declaration = ts.isIdentifier(node) ? symbolOf(node, checker, compiler)?.valueDeclaration : undefined;
    const value = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const literal = value && unwrap(value);
    return literal && ts.isArrayLiteralExpression(literal) ? literal.elements : [];
  };

  visit(expression);
  return found;
}

function symbolOf(name: ts.Node, checker: ts.TypeChecker, { ts }: Compiler): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function literalOf(node: ts.Expression, { ts }: Compiler): string | undefined {
  return ts.isStringLiteralLike(node) ? node.text : undefined;
}

function textOf(name: ts.PropertyName, { ts }: Compiler): string | undefined {
  return ts.isComputedPropertyName(name) ? undefined : name.text;
}
