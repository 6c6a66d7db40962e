import { ts } from "ts-morph";

/**
 * Leaves out of TypeScript, which is one script of 9 MB, what a few of its functions can do without: the type checker,
 * the printer, what makes a language server. Bundlers can't, since so much of it is told to itself as it is loaded.
 *
 * Each statement of the script is kept or dropped as a whole; one is kept when a kept one uses a name of its. Names
 * count even where they mean a local variable, so what is kept is rather too much.
 *
 * @param script TypeScript, as its package holds it
 * @param names what is asked of it, values and types
 * @returns a module that exports `ts`, an object with those values
 */
export function neededParts(script: string, names: readonly string[]): string {
  const source = ts.createSourceFile("typescript.js", script, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const statements = bodyOf(source);
  const owners = new Map<string, ts.Statement[]>();
  for (const statement of statements) {
    for (const name of declaredBy(statement)) owners.set(name, [...(owners.get(name) ?? []), statement]);
  }
  const queue: ts.Statement[] = [];
  for (const statement of statements) {
    if (declaredBy(statement).length > 0) continue;
    const owner = filled(statement);
    if (owner !== undefined && owners.has(owner)) owners.get(owner)?.push(statement);
    else if (!isForOthers(statement, source)) queue.push(statement);
  }
  // The others are types.
  const values = names.filter((name) => owners.has(name));
  for (const name of values) queue.push(...(owners.get(name) ?? []));
  const kept = new Set<ts.Statement>();
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (kept.has(next)) continue;
    kept.add(next);
    for (const name of usedBy(next)) queue.push(...(owners.get(name) ?? []));
  }
  const text = statements.filter((statement) => kept.has(statement)).map(({ pos, end }) => script.slice(pos, end));
  return `${text.join("")}\nexport const ts = { ${values.join(", ")} };\n`;
}

/** `var ts = {}; ((module) => { … })(…)` */
function bodyOf(source: ts.SourceFile): readonly ts.Statement[] {
  const found: ts.Statement[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isArrowFunction(node) && ts.isBlock(node.body)) found.push(...node.body.statements);
    else ts.forEachChild(node, look);
  };
  look(source);
  if (found.length === 0) throw new Error("TypeScript's script is no longer one function that is called at once.");
  return found;
}

function declaredBy(statement: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return statement.name ? [statement.name.text] : [];
  }
  if (!ts.isVariableStatement(statement)) return [];
  const namesIn = (name: ts.BindingName): string[] =>
    ts.isIdentifier(name)
      ? [name.text]
      : name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
  return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
}

/**
 * What a statement fills, and so is a part of: `a.b = …`, `((a) => { … })(a || (a = {}))` and `__export(a, { … })`.
 */
function filled(statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  if (ts.isBinaryExpression(expression)) {
    let { left } = expression;
    while (ts.isPropertyAccessExpression(left)) left = left.expression;
    return ts.isIdentifier(left) ? left.text : undefined;
  }
  if (!ts.isCallExpression(expression)) return undefined;
  const { expression: callee, arguments: args } = expression;
  const [first] = args;
  if (first !== undefined && ts.isIdentifier(callee) && callee.text === "__export") return textOf(first);
  return first !== undefined && ts.isBinaryExpression(first) ? textOf(first.left) : undefined;
}

/** What only an editor's server would use, and what hands everything to whoever loads the script. */
function isForOthers(statement: ts.Statement, source: ts.SourceFile): boolean {
  return /^(?:register(?:CodeFix|Refactor)\(|0 && \(module\.exports|module\.exports = )/.test(
    statement.getText(source),
  );
}

function usedBy(statement: ts.Statement): ReadonlySet<string> {
  const used = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text);
    else if (ts.isPropertyAccessExpression(node)) look(node.expression);
    else {
      // The name of a member is no use of what is called alike.
      const member = ts.isObjectLiteralElementLike(node) || ts.isClassElement(node) ? node.name : undefined;
      const isName = member !== undefined && !ts.isShorthandPropertyAssignment(node) && ts.isIdentifier(member);
      ts.forEachChild(node, (child) => (isName && child === member ? undefined : look(child)));
    }
  };
  look(statement);
  return used;
}

function textOf(node: ts.Node): string | undefined {
  return ts.isIdentifier(node) ? node.text : undefined;
}
