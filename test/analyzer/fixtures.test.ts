import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ownCompiler } from "../../src/analyzer/own-compiler.ts";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import { answerQuestions } from "../../src/analyzer/types/answer-questions.ts";
import type { AskTypes } from "../../src/analyzer/types/type-question.ts";
import { renderIndex } from "./render-index.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../fixtures/analyzer");

// Each folder holds source files as a user would write them, and `expected.txt`, what the analyzer makes of them.
describe("the analyzer reads", () => {
  for (const name of readdirSync(FIXTURES)) {
    it(name.replaceAll("-", " "), async () => {
      const root = path.join(FIXTURES, name);
      const include = name === "imports-beyond-the-globs" ? ["tasks/*.ts"] : ["**/*.{ts,mts,cts,tsx,js,mjs}"];
      const exclude = ["**/node_modules/**"];
      const ask: AskTypes = async (request) => answerQuestions(request, ownCompiler);
      const index = await new ProjectAnalyzer({ root, include, exclude }, undefined, ask).index({ types: true });
      await expect(renderIndex(index)).toMatchFileSnapshot(path.join(root, "expected.txt"));
    });
  }
});
