import type { TargetPath } from "../facts/behaviour-facts.ts";
import { ts } from "../typescript.ts";
import { type Feeds, feedsOf } from "./feeds.ts";
import { namePathOf, unwrap } from "./name-path.ts";
import { rangeOf, type SourceContext } from "./source-context.ts";

/** The targets that an `output()` makes, with their paths as far as they can be read off. */
export function readTargetPaths(member: ts.Node, { source }: SourceContext): TargetPath[] {
  const feeds = feedsOf(member);
  const targets: TargetPath[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const target = namePathOf(node.expression);
      const [given] = node.arguments ?? [];
      if (target !== undefined && given !== undefined) {
        const literal = unwrap(given);
        targets.push({
          target,
          path: pathText(literal, feeds),
          ...(isText(literal) && { literal: { text: literal.getText(source), range: rangeOf(source, literal) } }),
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(member);
  return targets;
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/**
 * A path with the task's own values in braces: `data/{date}.csv`.
 *
 * @returns `undefined` where it is made of anything else
 */
export function pathText(expression: ts.Expression, feeds: Feeds): string | undefined {
  const value = unwrap(expression);
  if (ts.isStringLiteralLike(value)) return value.text;
  if (!ts.isTemplateExpression(value)) return undefined;
  let text = value.head.text;
  for (const { expression: hole, literal } of value.templateSpans) {
    const name = ownName(hole, feeds);
    if (name === undefined) return undefined;
    text += `{${name}}${literal.text}`;
  }
  return text;
}

/** The name of `this.date`, of `this.date.toString()`, and of a variable taken off `this`. */
function ownName(hole: ts.Expression, feeds: Feeds): string | undefined {
  const value = unwrap(hole);
  const written = ts.isCallExpression(value) && value.arguments.length === 0 ? value.expression : value;
  const path = namePathOf(written)?.replace(/\.toString$/, "");
  if (path === undefined || (written !== value && !namePathOf(written)?.endsWith(".toString"))) return undefined;
  const own = /^this\.([^.]+)$/.exec(path)?.[1];
  if (own !== undefined) return own;
  const [from, ...others] = feeds.get(path) ?? [];
  if (from === undefined || others.length > 0 || !ts.isExpression(from)) return undefined;
  const origin = namePathOf(from);
  return origin === "this" ? path : origin === `this.${path}` ? path : undefined;
}
