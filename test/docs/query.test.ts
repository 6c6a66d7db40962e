import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseQuery } from "../../src/query/parse-query.ts";

const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/query.md"), "utf8");
const queries = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, text = ""]) => text);
const selects = [...page.matchAll(/--select "([^"]+)"/g)].map(([, text = ""]) => text);

test("the page has examples", () => {
  expect(queries.length).toBeGreaterThan(10);
  expect(selects.length).toBeGreaterThan(1);
});

test.each([...queries, ...selects])("the page's %s is a query", (text) => {
  expect(parseQuery(text)).toHaveProperty("query");
});
