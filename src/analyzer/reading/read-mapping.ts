import type { NewMention } from "../facts/function-facts.ts";
import { ts } from "../typescript.ts";
import { namePathOf, unwrap } from "./name-path.ts";
import { propertyName } from "./property-name.ts";
import type { FunctionScope } from "./read-mentions.ts";

/** What a constructor is given: `{ date: this.date, top }`. */
export function readMapping(
  argument: ts.Expression | undefined,
  scope: FunctionScope,
): Pick<NewMention, "mapping" | "steady"> {
  if (argument === undefined) return { mapping: {}, steady: true };
  const given = unwrap(argument);
  if (!ts.isObjectLiteralExpression(given)) return { mapping: {}, steady: false };
  const values: [string, string][] = [];
  let steady = true;
  for (const property of given.properties) {
    const name = property.name && propertyName(property.name);
    const value = ts.isShorthandPropertyAssignment(property)
      ? property.name
      : ts.isPropertyAssignment(property)
        ? property.initializer
        : undefined;
    steady &&= value !== undefined && isOwnValue(value, scope);
    if (name !== undefined && value !== undefined) values.push([name, value.getText(scope.source)]);
  }
  return { mapping: Object.fromEntries(values), steady };
}

/** `this.date`, or a variable that holds just that: `const { date } = this`. */
function isOwnValue(value: ts.Expression, { feeds }: FunctionScope): boolean {
  const path = namePathOf(value);
  if (path === undefined) return false;
  if (OWN_PROPERTY.test(path)) return true;
  const [source, ...others] = feeds.get(path) ?? [];
  if (source === undefined || others.length > 0 || !ts.isExpression(source)) return false;
  const origin = namePathOf(source);
  return origin === "this" || (origin !== undefined && OWN_PROPERTY.test(origin));
}

const OWN_PROPERTY = /^this\.[^.]+$/;
