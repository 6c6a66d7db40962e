import type { MemberBehaviour } from "../facts/behaviour-facts.ts";
import type { NamePath } from "../facts/file-facts.ts";
import { ts } from "../typescript.ts";
import { unwrap } from "./name-path.ts";

/** What a member reads of its own object: `this.date`, `super.output`, `const { date } = this`. */
export function readOwnUses(member: ts.Node): Pick<MemberBehaviour, "uses" | "open"> {
  const uses = new Set<NamePath>();
  const found = { open: false };

  const visit = (node: ts.Node): void => {
    // A class within has a `this` of its own.
    if (ts.isTypeNode(node) || ts.isClassLike(node)) return;
    if (isSelf(node)) {
      found.open = true;
      return;
    }
    if (ts.isPropertyAccessExpression(node) && isSelf(unwrap(node.expression))) {
      uses.add(`${nameOfSelf(unwrap(node.expression))}.${node.name.text}`);
      return;
    }
    if (ts.isElementAccessExpression(node) && isSelf(unwrap(node.expression))) {
      if (ts.isStringLiteralLike(node.argumentExpression)) uses.add(`this.${node.argumentExpression.text}`);
      else found.open = true;
      return visit(node.argumentExpression);
    }
    if (ts.isVariableDeclaration(node) && node.initializer && isSelf(unwrap(node.initializer))) return take(node.name);
    ts.forEachChild(node, visit);
  };

  const take = (name: ts.BindingName): void => {
    if (!ts.isObjectBindingPattern(name)) {
      found.open = true;
      return;
    }
    for (const element of name.elements) {
      const taken = element.propertyName ?? element.name;
      if (element.dotDotDotToken === undefined && ts.isIdentifier(taken)) uses.add(`this.${taken.text}`);
      else found.open = true;
    }
  };

  visit(member);
  return { uses: [...uses], ...(found.open && { open: true }) };
}

function isSelf({ kind }: ts.Node): boolean {
  return kind === ts.SyntaxKind.ThisKeyword || kind === ts.SyntaxKind.SuperKeyword;
}

function nameOfSelf({ kind }: ts.Node): "this" | "super" {
  return kind === ts.SyntaxKind.ThisKeyword ? "this" : "super";
}
