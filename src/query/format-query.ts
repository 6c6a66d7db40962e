import type { Query } from "./query.ts";

/** How a query is written; reading that gives the query back. */
export function formatQuery(query: Query): string {
  switch (query.kind) {
    case "all":
      return "";
    case "or":
      return query.of.map((part) => formatIn(part, ["or"])).join(", ");
    case "and":
      return query.of.map((part) => formatIn(part, ["or", "and"])).join(" ");
    case "not":
      return `not ${formatIn(query.of, ["or", "and"])}`;
    case "around":
      return `${steps(query.up, "before")}${formatIn(query.of, ["or", "and", "not", "around"])}${steps(query.down, "behind")}`;
    case "name":
      return query.exact ? `"${query.text}"` : query.text;
    case "is":
      return `${query.what}:${/[\s,()+!"]/.test(query.value) ? `"${query.value}"` : query.value}`;
  }
}

function formatIn(query: Query, weaker: readonly Query["kind"][]): string {
  return weaker.includes(query.kind) ? `(${formatQuery(query)})` : formatQuery(query);
}

function steps(count: number, where: "before" | "behind"): string {
  if (count === 0) return "";
  const number = Number.isFinite(count) ? String(count) : "";
  return where === "before" ? `${number}+` : `+${number}`;
}
