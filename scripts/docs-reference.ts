// Writes the pages under docs/reference, from what the code says of itself: `npm run docs:reference`.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { formatMarkdown } from "./docs/format-markdown.ts";
import { REFERENCE_PAGES } from "./docs/reference-pages.ts";

const root = path.resolve(import.meta.dirname, "..");
for (const { file, render } of REFERENCE_PAGES) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), formatMarkdown(render(), file));
  console.log(file);
}
