import { hash } from "node:crypto";
import type { PieceFacts } from "../facts/code-facts.ts";
import { ts } from "../typescript.ts";
import { unwrap } from "./name-path.ts";
import type { SourceContext } from "./source-context.ts";

export type Code = Pick<PieceFacts, "hash" | "uses">;

/** They are for the compiler, or for other files. */
const SILENT_KINDS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.ReadonlyKeyword,
  ts.SyntaxKind.OverrideKeyword,
  ts.SyntaxKind.AbstractKeyword,
  ts.SyntaxKind.DeclareKeyword,
  ts.SyntaxKind.ExportKeyword,
  ts.SyntaxKind.DefaultKeyword,
  ts.SyntaxKind.QuestionToken,
  ts.SyntaxKind.ExclamationToken,
  ts.SyntaxKind.ColonToken,
  ts.SyntaxKind.TypeParameter,
  ts.SyntaxKind.EmptyStatement,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
]);

/** By number: the numbers change with the compiler's version, and the hashes must not. */
const KIND_NAMES: readonly string[] = kindNames();

/**
 * Writes down what code does, so that two texts that do the same, laid out or typed differently, come out the same.
 * Where it uses a name of its file it has a number, so that a new name for the same thing changes nothing.
 */
export class CodeWriter {
  readonly #context: SourceContext;
  readonly #out: string[] = [];
  readonly #uses = new Map<string, number>();

  constructor(context: SourceContext) {
    this.#context = context;
  }

  code(): Code {
    return { hash: hash("sha1", this.#out.join(" "), "base64url").slice(0, 20), uses: [...this.#uses.keys()] };
  }

  /** A declaration of the top level, without its name. */
  declaration(node: ts.Node): void {
    if (ts.isExpression(node)) return this.node(node);
    this.#out.push(KIND_NAMES[node.kind] ?? "");
    this.#children(node, (node as ts.NamedDeclaration).name);
  }

  /** What is written of a class before its members, without its name. */
  classHead(node: ts.ClassLikeDeclaration): void {
    for (const modifier of node.modifiers ?? []) this.node(modifier);
    for (const clause of node.heritageClauses ?? []) this.node(clause);
  }

  node(wrapped: ts.Node): void {
    const node = ts.isExpression(wrapped) ? unwrap(wrapped) : wrapped;
    if (this.#isSilent(node)) return;
    if (ts.isIdentifier(node)) return this.#identifier(node.text);
    if (ts.isExpressionWithTypeArguments(node)) return this.node(node.expression);
    if (ts.isPropertyAccessExpression(node)) return this.#access(node);
    if (ts.isShorthandPropertyAssignment(node)) {
      this.#out.push("PropertyAssignment", node.name.text);
      return this.#identifier(node.name.text);
    }
    this.#out.push(`(${KIND_NAMES[node.kind]}`, ...ownTexts(node));
    const module = loadedModule(node);
    if (module !== undefined) this.#use(`import(${module})`);
    const name = isMemberName(node) ? node.name : undefined;
    if (name) this.#memberName(name);
    this.#children(node, name);
    this.#out.push(")");
  }

  #children(node: ts.Node, except: ts.Node | undefined): void {
    ts.forEachChild(node, (child) => {
      if (child !== except) this.node(child);
    });
  }

  #isSilent(node: ts.Node): boolean {
    if (SILENT_KINDS.has(node.kind)) return true;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return true;
    if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
    if (ts.isParameter(node)) return ts.isIdentifier(node.name) && node.name.text === "this";
    return ts.isFunctionDeclaration(node) && node.body === undefined;
  }

  #identifier(name: string): void {
    if (this.#context.topLevel.has(name)) this.#use(name);
    else this.#out.push(name);
  }

  /** `tasks.DumpSales` of `import * as tasks` is one name; of anything else, the member's name counts too. */
  #access({ expression, name, questionDotToken }: ts.PropertyAccessExpression): void {
    const owner = unwrap(expression);
    const root = ts.isIdentifier(owner) && this.#context.topLevel.has(owner.text) ? owner.text : undefined;
    if (root === undefined) this.node(expression);
    else this.#use(`${root}.${name.text}`);
    const isModule = root !== undefined && this.#context.imports.get(root)?.name === "*";
    if (!isModule) this.#out.push(questionDotToken ? "?." : ".", name.text);
  }

  #memberName(name: ts.PropertyName | ts.BindingName): void {
    if (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) this.#out.push(name.text);
    else this.node(name);
  }

  #use(path: string): void {
    let number = this.#uses.get(path);
    if (number === undefined) {
      number = this.#uses.size;
      this.#uses.set(path, number);
    }
    this.#out.push(`#${number}`);
  }
}

/** Its name is not a use of that name. */
function isMemberName(node: ts.Node): node is ts.Node & { readonly name: ts.PropertyName } {
  return (
    (ts.isPropertyAssignment(node) ||
      ts.isClassElement(node) ||
      ts.isObjectLiteralElementLike(node) ||
      ts.isEnumMember(node)) &&
    node.name !== undefined
  );
}

/** What a node says by itself, without its children. */
function ownTexts(node: ts.Node): string[] {
  if (ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node)) {
    return [JSON.stringify(node.text)];
  }
  if (ts.isJsxText(node)) return [JSON.stringify(node.text)];
  if (ts.isPrivateIdentifier(node)) return [node.text];
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return [KIND_NAMES[node.operator] ?? ""];
  if (ts.isVariableDeclarationList(node)) return [String(node.flags & ts.NodeFlags.Using)];
  return [];
}

/** `import("./other.ts")`, `require("./other")` */
function loadedModule(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression, arguments: given } = node;
  const loads =
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === "require");
  const [module] = given;
  return loads && module !== undefined && ts.isStringLiteralLike(module) ? module.text : undefined;
}

function kindNames(): string[] {
  const names: string[] = [];
  for (const [name, kind] of Object.entries(ts.SyntaxKind)) {
    if (typeof kind === "number") names[kind] ??= name;
  }
  return names;
}
