import { ts } from "../typescript.ts";

/** A property's name where it can be read off; `undefined` for computed ones. */
export function propertyName(name: ts.PropertyName): string | undefined {
  if (ts.isComputedPropertyName(name))
    return ts.isStringLiteralLike(name.expression) ? name.expression.text : undefined;
  return name.text;
}
