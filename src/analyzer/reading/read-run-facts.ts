import type { FileWrite, FloatingPromise, MemberBehaviour } from "../facts/behaviour-facts.ts";
import type { NamePath } from "../facts/file-facts.ts";
import { ts } from "../typescript.ts";
import { namesDeclaredIn } from "./declared-names.ts";
import { type Feeds, feedsOf } from "./feeds.ts";
import { namePathOf, rootOf, unwrap } from "./name-path.ts";
import { isOutput, isOutputPath } from "./output-origin.ts";
import { pathText } from "./read-target-paths.ts";
import { functionNamed, shortText } from "./read-unsteady-uses.ts";
import { rangeOf, type SourceContext } from "./source-context.ts";

const FILE_SYSTEM: ReadonlySet<string> = new Set(["fs", "node:fs", "fs/promises", "node:fs/promises"]);
const PROMISING_MODULES: ReadonlySet<string> = new Set(
  ["fs/promises", "stream/promises", "timers/promises"].flatMap((name) => [name, `node:${name}`]),
);
/** Which argument is the file that is written. */
const WRITERS: ReadonlyMap<string, number> = new Map([
  ["writeFile", 0],
  ["writeFileSync", 0],
  ["appendFile", 0],
  ["appendFileSync", 0],
  ["createWriteStream", 0],
  ["copyFile", 1],
  ["copyFileSync", 1],
]);
const PROMISING_METHODS: ReadonlySet<string> = new Set(["write", "remove"]);
const PROMISING_GLOBALS: ReadonlySet<NamePath> = new Set([
  "fetch",
  "Promise.all",
  "Promise.allSettled",
  "Promise.race",
  "Promise.any",
]);

/** What a `run()` writes by itself, and which promises it lets go. */
export function readRunFacts(
  run: ts.FunctionLikeDeclaration,
  asyncMembers: ReadonlySet<string>,
  context: SourceContext,
): Pick<MemberBehaviour, "writes" | "floating"> {
  const scope = new RunScope(run, asyncMembers, context);
  const writes: FileWrite[] = [];
  const floating: FloatingPromise[] = [];
  const visit = (node: ts.Node, inside: ts.Node): void => {
    if (ts.isClassLike(node)) return;
    if (ts.isCallExpression(node)) writes.push(...writeOf(node, scope));
    if (ts.isExpressionStatement(node)) floating.push(...floatingOf(node.expression, inside, scope));
    const within = ts.isFunctionLike(node) ? node : inside;
    ts.forEachChild(node, (child) => visit(child, within));
  };
  visit(run, run);
  return { ...(writes.length > 0 && { writes }), ...(floating.length > 0 && { floating }) };
}

/** What is known around a `run()`; most of it is not asked for. */
class RunScope {
  readonly #run: ts.FunctionLikeDeclaration;
  readonly asyncMembers: ReadonlySet<string>;
  readonly context: SourceContext;
  #locals: ReadonlySet<string> | undefined;
  #feeds: Feeds | undefined;

  constructor(run: ts.FunctionLikeDeclaration, asyncMembers: ReadonlySet<string>, context: SourceContext) {
    this.#run = run;
    this.asyncMembers = asyncMembers;
    this.context = context;
  }

  get locals(): ReadonlySet<string> {
    this.#locals ??= namesDeclaredIn(this.#run);
    return this.#locals;
  }

  get feeds(): Feeds {
    this.#feeds ??= feedsOf(this.#run);
    return this.#feeds;
  }
}

function writeOf(call: ts.CallExpression, scope: RunScope): FileWrite[] {
  const path = namePathOf(call.expression);
  const link = path === undefined ? undefined : scope.context.imports.get(rootOf(path));
  if (path === undefined || link === undefined || !FILE_SYSTEM.has(link.from)) return [];
  if (scope.locals.has(rootOf(path))) return [];
  const name = path.includes(".") ? path.slice(path.lastIndexOf(".") + 1) : link.name;
  const file = call.arguments[WRITERS.get(name) ?? Number.POSITIVE_INFINITY];
  if (file === undefined) return [];
  const fact = { call: path, range: rangeOf(scope.context.source, call) };
  if (isOutputPath(file, scope.feeds)) return [{ ...fact, to: { output: true } }];
  const text = pathText(file, scope.feeds);
  return text === undefined ? [] : [{ ...fact, to: { path: text } }];
}

/** @param inside the nearest function around the statement */
function floatingOf(expression: ts.Expression, inside: ts.Node, scope: RunScope): FloatingPromise[] {
  const call = unwrap(expression);
  if (!ts.isCallExpression(call)) return [];
  const { source } = scope.context;
  const output = isOutputCall(call, scope);
  const dropsCallbacks = isForEachOfAsync(call);
  if (!output && !dropsCallbacks && !isPromising(call, scope)) return [];
  return [
    {
      call: shortText(call.expression, source),
      range: rangeOf(source, call),
      output,
      cure: dropsCallbacks ? "loop" : isAsync(inside) ? "await" : "async",
    },
  ];
}

/** `this.output().write(…)`, also through variables. */
function isOutputCall({ expression }: ts.CallExpression, scope: RunScope): boolean {
  return (
    ts.isPropertyAccessExpression(expression) &&
    PROMISING_METHODS.has(expression.name.text) &&
    isOutput(expression.expression, scope.feeds)
  );
}

/** `rows.forEach(async (row) => …)` waits for none of them. */
function isForEachOfAsync({ expression, arguments: [callback] }: ts.CallExpression): boolean {
  return (
    ts.isPropertyAccessExpression(expression) &&
    expression.name.text === "forEach" &&
    callback !== undefined &&
    (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)) &&
    isAsync(callback)
  );
}

function isPromising({ expression }: ts.CallExpression, scope: RunScope): boolean {
  const { context, asyncMembers } = scope;
  const called = unwrap(expression);
  if (ts.isArrowFunction(called) || ts.isFunctionExpression(called)) return isAsync(called);
  const path = namePathOf(called);
  if (path === undefined || scope.locals.has(rootOf(path))) return false;
  const own = /^this\.([^.]+)$/.exec(path)?.[1];
  if (own !== undefined) return asyncMembers.has(own);
  const link = context.imports.get(rootOf(path));
  if (link !== undefined) return PROMISING_MODULES.has(link.from) || isPromisesOfFs(path, link.from);
  if (context.topLevel.has(rootOf(path))) {
    const body = functionNamed(path, context);
    return body !== undefined && isAsync(body);
  }
  return PROMISING_GLOBALS.has(path);
}

/** `fs.promises.writeFile` */
function isPromisesOfFs(path: NamePath, from: string): boolean {
  return FILE_SYSTEM.has(from) && /(^|\.)promises\./.test(path);
}

/** A generator's call does nothing yet: there is nothing to wait for. */
export function isAsync(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) &&
    ts.canHaveModifiers(node) &&
    (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
  );
}
