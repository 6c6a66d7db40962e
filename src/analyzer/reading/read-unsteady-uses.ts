import type { UnsteadySource, UnsteadyUse } from "../facts/behaviour-facts.ts";
import type { NamePath } from "../facts/file-facts.ts";
import { ts } from "../typescript.ts";
import { namesDeclaredIn } from "./declared-names.ts";
import { namePathOf, rootOf } from "./name-path.ts";
import { rangeOf, type SourceContext } from "./source-context.ts";

/** Globals whose call answers differently each time. */
const CALLS: ReadonlyMap<NamePath, UnsteadySource> = new Map([
  ["Date", "clock"],
  ["Date.now", "clock"],
  ["performance.now", "clock"],
  ["process.hrtime", "clock"],
  ["process.hrtime.bigint", "clock"],
  ["Math.random", "randomness"],
  ["crypto.randomUUID", "randomness"],
  ["crypto.getRandomValues", "randomness"],
]);

/** The same of functions that are imported, by module and name. */
const IMPORTED: ReadonlyMap<string, UnsteadySource> = new Map(
  ["", "node:"].flatMap((prefix) =>
    (
      [
        ["crypto:randomUUID", "randomness"],
        ["crypto:randomBytes", "randomness"],
        ["crypto:randomInt", "randomness"],
        ["os:hostname", "environment"],
        ["perf_hooks:performance.now", "clock"],
      ] as const
    ).map(([name, source]) => [`${prefix}${name}`, source] as const),
  ),
);

/** Words without which a file has none of them: most need not be looked through. */
const SUSPICIOUS = /\b(?:Date|Now|env|hrtime|hostname|performance)\b|[rR]andom/;

/** What a piece of code takes from the clock, from chance or from the environment, the file's own functions included. */
export function readUnsteadyUses(root: ts.Node, context: SourceContext): UnsteadyUse[] {
  return isSuspicious(context.source) ? usesIn(root, context, new Set()) : [];
}

/** Looked for once in a file. */
const suspicious = new WeakMap<ts.SourceFile, boolean>();

function isSuspicious(source: ts.SourceFile): boolean {
  const known = suspicious.get(source) ?? SUSPICIOUS.test(source.text);
  suspicious.set(source, known);
  return known;
}

function usesIn(root: ts.Node, context: SourceContext, entered: ReadonlySet<string>): UnsteadyUse[] {
  const { source, topLevel } = context;
  const locals = namesDeclaredIn(root);
  const uses: UnsteadyUse[] = [];
  const global = (path: NamePath) => !locals.has(rootOf(path)) && !topLevel.has(rootOf(path));
  const add = (node: ts.Node, kind: UnsteadySource) =>
    uses.push({ source: kind, text: shortText(node, source), range: rangeOf(source, node) });

  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isNewExpression(node) && isPlainNewDate(node) && global("Date")) return void add(node, "clock");
    if (ts.isCallExpression(node)) {
      const path = namePathOf(node.expression);
      const kind = path === undefined ? undefined : sourceOfCall(path);
      if (kind !== undefined) return void add(node, kind);
      if (path !== undefined && !locals.has(path)) followCall(node, path);
    }
    if (ts.isPropertyAccessExpression(node) && namePathOf(node) === "process.env" && !locals.has("process")) {
      return void add(node, "environment");
    }
    ts.forEachChild(node, visit);
  };

  const sourceOfCall = (path: NamePath): UnsteadySource | undefined => {
    const first = rootOf(path);
    if (locals.has(first)) return undefined;
    // From the library, from a polyfill or from the engine: there is one of that name.
    if (path.startsWith("Temporal.Now.")) return "clock";
    const link = context.imports.get(first);
    if (link === undefined) return global(path) ? CALLS.get(path) : undefined;
    const whole = link.name === "*" || link.name === "default";
    return IMPORTED.get(`${link.from}:${whole ? path.slice(first.length + 1) : path.replace(first, link.name)}`);
  };

  /** A function of the same file is as steady as what it does. */
  const followCall = (node: ts.CallExpression, name: string) => {
    const body = entered.has(name) ? undefined : functionNamed(name, context);
    if (body === undefined) return;
    const [first] = usesIn(body, context, new Set([...entered, name]));
    if (first) uses.push({ ...first, range: rangeOf(source, node), within: first.within ?? name });
  };

  visit(root);
  return uses;
}

function isPlainNewDate({ expression, arguments: given }: ts.NewExpression): boolean {
  return namePathOf(expression) === "Date" && (given === undefined || given.length === 0);
}

/** The function of the file's top level that has this name. */
export function functionNamed(name: string, { source }: SourceContext): ts.FunctionLikeDeclaration | undefined {
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name && statement.body) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name: variable, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(variable) || variable.text !== name || initializer === undefined) continue;
      if (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)) return initializer;
    }
  }
  return undefined;
}

const LONGEST = 40;

/** The code on one line, cut where it is long. */
export function shortText(node: ts.Node, source: ts.SourceFile): string {
  const text = node.getText(source).replace(/\s+/g, " ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
