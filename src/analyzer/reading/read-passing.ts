import type { Passing } from "../facts/behaviour-facts.ts";
import { ts } from "../typescript.ts";
import { unwrap } from "./name-path.ts";
import { propertyName } from "./property-name.ts";
import { optionsPlace } from "./read-parameter-sources.ts";

/** Whether all that a constructor is given stands there, and where more could stand. */
export function readPassing(node: ts.NewExpression | ts.CallExpression, source: ts.SourceFile): Passing {
  const given = node.arguments?.[0] && unwrap(node.arguments[0]);
  const complete = given === undefined || (ts.isObjectLiteralExpression(given) && given.properties.every(isNamed));
  return { complete, options: node.arguments ? optionsPlace(node.arguments, node.end, source) : { kind: "none" } };
}

function isNamed(property: ts.ObjectLiteralElementLike): boolean {
  return property.name !== undefined && propertyName(property.name) !== undefined;
}
