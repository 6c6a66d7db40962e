import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { formatMarkdown } from "../../scripts/docs/format-markdown.ts";
import { REFERENCE_PAGES } from "../../scripts/docs/reference-pages.ts";

const root = path.resolve(import.meta.dirname, "../..");

test.each(REFERENCE_PAGES)("$file says what the code says; `npm run docs:reference` writes it", ({ file, render }) => {
  expect(readFileSync(path.join(root, file), "utf8")).toBe(formatMarkdown(render(), file));
});
