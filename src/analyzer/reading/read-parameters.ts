import type { ParameterEntry, ParameterFacts } from "../facts/parameter-facts.ts";
import { ts } from "../typescript.ts";
import { namePathOf, rootOf, unwrap } from "./name-path.ts";
import { propertyName } from "./property-name.ts";
import { type Literal, readLiteral } from "./read-literal.ts";
import type { SourceContext } from "./source-context.ts";

const SUFFIX = "Parameter";
/** What they give has what they are given. */
const JOINING: ReadonlySet<string> = new Set(["Object.freeze", "Object.assign"]);

/** What `with` is given: an object literal, or the name of a constant that holds one. */
export function readParameterEntries(argument: ts.Expression, context: SourceContext): ParameterEntry[] {
  const value = unwrap(argument);
  if (ts.isCallExpression(value) && JOINING.has(namePathOf(value.expression) ?? "")) {
    return value.arguments.flatMap((one) => readParameterEntries(one, context));
  }
  if (!ts.isObjectLiteralExpression(value)) return spread(value);
  return value.properties.flatMap((property): ParameterEntry[] => {
    if (ts.isSpreadAssignment(property)) {
      return readParameterEntries(property.expression, context);
    }
    const name = property.name && propertyName(property.name);
    if (name === undefined) return spread(undefined);
    if (ts.isShorthandPropertyAssignment(property)) return [{ name, ref: name }];
    return ts.isPropertyAssignment(property) ? [readEntry(name, property.initializer, context)] : [];
  });
}

/** No name at all: whatever it stands for, more parameters there may be. */
const UNREADABLE = "?";

function spread(expression: ts.Expression | undefined): ParameterEntry[] {
  const path = expression && namePathOf(expression);
  return [{ spread: path ?? UNREADABLE }];
}

function readEntry(name: string, value: ts.Expression, context: SourceContext): ParameterEntry {
  const path = namePathOf(value);
  if (path !== undefined) return { name, ref: path };
  return { name, ...(readParameter(value, context) ?? UNKNOWN) };
}

const UNKNOWN: ParameterFacts = { type: "unknown", significant: true };

/** Is it what an object of parameters looks like? */
export function holdsParameters(value: ts.ObjectLiteralExpression, context: SourceContext): boolean {
  return value.properties.some(
    (property) => ts.isPropertyAssignment(property) && readParameter(property.initializer, context) !== undefined,
  );
}

/**
 * `DateParameter({ default: … })` and its like, those of the user's own making too.
 *
 * @returns `undefined` for anything that is not a call of something called `…Parameter`
 */
export function readParameter(expression: ts.Expression, context: SourceContext): ParameterFacts | undefined {
  const call = unwrap(expression);
  if (!ts.isCallExpression(call)) return undefined;
  const name = importedName(call.expression, context);
  if (name === undefined || !name.endsWith(SUFFIX) || name === SUFFIX) return undefined;
  const options = readOptions(call, context);
  const [of] = call.arguments;
  if (name !== "OptionalParameter" || of === undefined) return { type: typeOf(name), ...options };
  const inner = readParameter(of, context) ?? UNKNOWN;
  return {
    type: inner.type,
    default: options.default ?? inner.default ?? "undefined",
    significant: options.significant && inner.significant,
    visibility: options.visibility ?? inner.visibility,
    description: options.description ?? inner.description,
    choices: inner.choices,
    min: inner.min,
    max: inner.max,
    interval: inner.interval,
    unit: inner.unit,
  };
}

/** `DateHourParameter` is of type `dateHour`. */
function typeOf(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1, -SUFFIX.length);
}

/** A function's name where it was declared, `import { DateParameter as Day }` seen through. */
function importedName(callee: ts.Expression, { imports }: SourceContext): string | undefined {
  const path = namePathOf(callee);
  if (path === undefined) return undefined;
  if (path !== rootOf(path)) return path.slice(path.lastIndexOf(".") + 1);
  const name = imports.get(path)?.name;
  return name === undefined || name === "default" ? path : name;
}

function readOptions(call: ts.CallExpression, context: SourceContext): Omit<ParameterFacts, "type"> {
  const values = optionsOf(call);
  const literal = (name: string) => {
    const value = values.get(name);
    return value && readLiteral(value, context);
  };
  const [description, choices, interval] = [literal("description"), literal("choices"), literal("interval")];
  return {
    default: values.get("default")?.getText(context.source),
    significant: values.get("significant")?.kind !== ts.SyntaxKind.FalseKeyword,
    visibility: literal("visibility") === "private" ? "private" : undefined,
    description: typeof description === "string" ? description : undefined,
    choices: Array.isArray(choices) ? choices.map(String) : undefined,
    min: textOf(literal("min")),
    max: textOf(literal("max")),
    interval: typeof interval === "number" ? interval : undefined,
    unit: textOf(literal("unit")),
  };
}

/** The last argument, where it is an object. */
function optionsOf(call: ts.CallExpression): ReadonlyMap<string, ts.Expression> {
  const last = call.arguments.at(-1);
  const options = last && unwrap(last);
  const values = new Map<string, ts.Expression>();
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return values;
  for (const property of options.properties) {
    const name = property.name && propertyName(property.name);
    if (name === undefined) continue;
    if (ts.isPropertyAssignment(property)) values.set(name, property.initializer);
    if (ts.isShorthandPropertyAssignment(property)) values.set(name, property.name);
  }
  return values;
}

function textOf(value: Literal | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
