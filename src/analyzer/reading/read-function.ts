import type { FunctionFacts, Mention } from "../facts/function-facts.ts";
import { ts } from "../typescript.ts";
import { namesDeclaredIn } from "./declared-names.ts";
import { type Feeds, feedsOf } from "./feeds.ts";
import { type FunctionScope, readMentions } from "./read-mentions.ts";
import { resultNodes } from "./result-nodes.ts";
import { resultsOf, yieldsOf } from "./results-of.ts";
import type { SourceContext } from "./source-context.ts";

/**
 * Reads what a function, or the value of a constant, may give back.
 *
 * For what it returns, everything in the body counts: `if`, loops, callbacks and local variables all lead there. For
 * what it yields, only what flows into a `yield` does: the rest of a `run()` does the task's own work.
 */
export function readFunction(node: ts.Node, context: SourceContext): FunctionFacts {
  const scope = scopeOf(node, context);
  return {
    returns: readMentions([node], resultNodes(resultsOf(node), scope.feeds), scope),
    yields: readFlow(yieldsOf(node), scope),
  };
}

/** What `run()` yields; the rest of it does not matter. */
export function readYields(node: ts.Node, context: SourceContext): FunctionFacts {
  const yielded = yieldsOf(node);
  return { returns: [], yields: yielded.length === 0 ? [] : readFlow(yielded, scopeOf(node, context)) };
}

function scopeOf(node: ts.Node, context: SourceContext): FunctionScope {
  return { ...context, locals: namesDeclaredIn(node), feeds: feedsOf(node) };
}

function readFlow(yielded: readonly ts.Node[], scope: FunctionScope): Mention[] {
  if (yielded.length === 0) return [];
  return readMentions(
    flowInto(yielded, scope.feeds),
    resultNodes({ values: yielded, nothing: false }, scope.feeds),
    scope,
  );
}

/** The expressions, and what was put into the local variables that they use. */
function flowInto(expressions: readonly ts.Node[], feeds: Feeds): ts.Node[] {
  const flow = [...expressions];
  const followed = new Set<string>();
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) && !followed.has(node.text)) {
      followed.add(node.text);
      flow.push(...(feeds.get(node.text) ?? []));
    }
    ts.forEachChild(node, visit);
  };
  // The list grows while it is walked.
  for (const node of flow) visit(node);
  return flow;
}
