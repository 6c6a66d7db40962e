import type { Declaration, NamePath } from "../facts/file-facts.ts";
import { rootOf } from "./name-path.ts";

/** Where facts hold names of the file. */
const NAMES: ReadonlySet<string> = new Set(["base", "new", "use", "of", "ref", "spread"]);

/** The same declaration, with the namespace's name in front of the names that are declared in it. */
export function withPrefix(declaration: Declaration, prefix: string, inside: ReadonlySet<string>): Declaration {
  const prefixed = (path: NamePath) => (inside.has(rootOf(path)) ? `${prefix}.${path}` : path);
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return NAMES.has(key) ? prefixed(value) : value;
    if (Array.isArray(value)) return value.map((one) => (key === "inside" ? prefixed(String(one)) : visit(one, "")));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner, name)]));
  };
  return visit(declaration, "") as Declaration;
}
