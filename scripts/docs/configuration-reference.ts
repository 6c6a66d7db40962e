import { readFileSync } from "node:fs";
import path from "node:path";
import type { ReferencePage } from "./reference-page.ts";
import { table } from "./table.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** The part of JSON Schema that ours uses. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly markdownDescription?: string;
}

/** The project's configuration, and the editor's settings, as their schemas say. */
export const CONFIGURATION_REFERENCE: ReferencePage = {
  file: "docs/reference/configuration.md",
  render: () => {
    const schema = readJson("schemas/pipewright.config.schema.json") as Schema;
    const { contributes } = readJson("package.json") as {
      contributes: { configuration: { properties: Readonly<Record<string, Schema>> } };
    };
    const texts = readJson("package.nls.json") as Readonly<Record<string, string>>;
    const settings = Object.entries(contributes.configuration.properties);
    return `# Configuration

A project needs none. What differs from the defaults stands in \`pipewright.config.json\`, whose folder is then the
project's, or under the key \`pipewright\` of a \`package.json\`. Without either, the project is the folder of the nearest
\`package.json\`, or the one you stand in. A setting that does not exist or can not be is refused, by its name.

## The project

${table(["setting", "type", "when not given", "what it is"], rows("", schema))}

## Values of parameters

A value is looked for on the command line, then in the environment, then under \`parameters\` in the configuration, and
last in the parameter's own default. \`batchSize\` of \`LoadSales\` is

\`\`\`json
{ "parameters": { "LoadSales": { "batchSize": 500 } } }
\`\`\`

there, and \`PIPEWRIGHT_LOAD_SALES__BATCH_SIZE\` in the environment. These hold for the task that is asked for, and for
those that other tasks require without the value.

## The editor

Settings of the extension for VS Code.

${table(
  ["setting", "type", "default", "what it does"],
  settings.map(([name, setting]) => [
    `\`${name}\``,
    typeOf(setting),
    json(setting.default),
    texts[setting.markdownDescription?.replaceAll("%", "") ?? ""] ?? "",
  ]),
)}
`;
  },
};

function rows(prefix: string, { properties = {} }: Schema): string[][] {
  return Object.entries(properties)
    .filter(([name]) => name !== "$schema")
    .flatMap(([name, schema]) => {
      const example = schema.examples?.[0];
      const description = [schema.description ?? "", example === undefined ? "" : `Say ${json(example)}.`];
      const own = [`\`${prefix}${name}\``, typeOf(schema), json(schema.default), description.join(" ").trim()];
      const inner = schema.properties ? rows(`${prefix}${name}.`, schema) : [];
      return [own, ...inner, ...(schema.items?.properties ? rows(`${prefix}${name}[].`, schema.items) : [])];
    });
}

function typeOf({ type, enum: values, oneOf, items, additionalProperties, minimum, maximum }: Schema): string {
  if (values) return values.map(json).join(", ");
  if (oneOf) return oneOf.map(typeOf).join(" or ");
  if (type === "array") return items?.properties ? "list of objects" : `list of ${items ? typeOf(items) : "anything"}`;
  if (type === "object" && typeof additionalProperties === "object") return `${typeOf(additionalProperties)}, by name`;
  const words = [type ?? "anything"].flat().join(" or ");
  if (minimum !== undefined && maximum !== undefined) return `${words} from ${minimum} to ${maximum}`;
  return minimum === undefined ? words : `${words} from ${minimum}`;
}

function json(value: unknown): string {
  return value === undefined ? "" : `\`${JSON.stringify(value)}\``;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(ROOT, file), "utf8"));
}
