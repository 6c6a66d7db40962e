import type { OptionsPlace, ParameterSource } from "../facts/behaviour-facts.ts";
import type { Place } from "../facts/place.ts";
import { ts } from "../typescript.ts";
import { unwrap } from "./name-path.ts";
import { propertyName } from "./property-name.ts";
import { placeAt, placeOf, rangeOf, type SourceContext } from "./source-context.ts";

/** How the parameters of `….with({ … })` are written. */
export function readParameterSources(
  heritage: ts.Expression | undefined,
  context: SourceContext,
): Record<string, ParameterSource> {
  const sources: Record<string, ParameterSource> = {};
  for (let base = heritage && unwrap(heritage); base && ts.isCallExpression(base); base = receiverOf(base)) {
    const [given] = base.arguments;
    const object = given && unwrap(given);
    if (!object || !ts.isObjectLiteralExpression(object)) continue;
    for (const property of object.properties) {
      const name = property.name && propertyName(property.name);
      if (name === undefined || !property.name) continue;
      const value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
      const range = rangeOf(context.source, property.name);
      sources[name] = { range, ...(value && ts.isCallExpression(value) && { call: readCall(value, context) }) };
    }
  }
  return sources;
}

function receiverOf({ expression }: ts.CallExpression): ts.Expression | undefined {
  return ts.isPropertyAccessExpression(expression) ? unwrap(expression.expression) : undefined;
}

function readCall(call: ts.CallExpression, context: SourceContext): ParameterSource["call"] {
  const { source, imports } = context;
  const name = call.expression.getText(source);
  const link = imports.get(name);
  const plain = link?.from === "pipewright" && link.name === name;
  return {
    name,
    range: rangeOf(source, call.expression),
    options: optionsPlace(call.arguments, call.end, source),
    given: givenOptions(call),
    ...(plain && { imported: importOf(name, source) }),
  };
}

/**
 * Where another property can be written into a call's last object.
 *
 * @param end of the call, which a `)` closes
 */
export function optionsPlace(given: ts.NodeArray<ts.Expression>, end: number, source: ts.SourceFile): OptionsPlace {
  if (given.length === 0) return { kind: "bare", at: placeAt(source, end - 1) };
  const last = unwrap(given.at(-1) as ts.Expression);
  if (!ts.isObjectLiteralExpression(last)) return { kind: "none" };
  const property = last.properties.at(-1);
  if (property === undefined) return { kind: "empty", at: placeAt(source, last.getStart(source) + 1) };
  return { kind: "more", at: placeAt(source, property.end) };
}

function givenOptions(call: ts.CallExpression): string[] {
  const last = call.arguments.at(-1);
  const options = last && unwrap(last);
  if (!options || !ts.isObjectLiteralExpression(options)) return [];
  return options.properties.flatMap(({ name }) => (name && propertyName(name)) ?? []);
}

/** Where another name can be added to the import of a name. */
function importOf(name: string, source: ts.SourceFile): { at: Place; names: string[] } | undefined {
  for (const statement of source.statements) {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const names = bindings.elements.map((element) => element.name.text);
    const [first] = bindings.elements;
    if (first && names.includes(name)) return { at: placeOf(source, first), names };
  }
  return undefined;
}
