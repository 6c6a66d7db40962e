import { cpSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import { ProjectFolder } from "./project-folder.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../fixtures/analyzer");

it("is never thrown off by a file that is cut off anywhere, or garbled, and recovers when it is whole again", async () => {
  using project = new ProjectFolder({});
  for (const name of ["requires-helpers", "requires-inherited", "barrels", "cycles"]) {
    cpSync(path.join(FIXTURES, name), path.join(project.root, name), { recursive: true });
  }
  const files = readdirSync(project.root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const analyzer = new ProjectAnalyzer({ ...project.options, cacheFile: undefined });
  const whole = await analyzer.index();
  expect(whole.tasks.length).toBeGreaterThan(20);

  const damage = fc.record({
    file: fc.constantFrom(...files),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    instead: fc.constantFrom("", "", "{", "}", "`${", "/*", "new ", "class extends ", "yield ", "\u0000", ")."),
    cut: fc.constantFrom(0, 1, 5, Number.POSITIVE_INFINITY),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ file, from, instead, cut }) => {
      const text = readFileSync(path.join(project.root, file), "utf8");
      const at = Math.floor(from * text.length);
      const broken = await analyzer.setOverlay(file, text.slice(0, at) + instead + text.slice(at + cut));
      const own = broken.problems.filter((problem) => problem.code === "syntax-error");
      expect(own.length).toBeLessThanOrEqual(1);
      expect(await analyzer.setOverlay(file, undefined)).toEqual(whole);
    }),
    { seed: 20261124, numRuns: 300 },
  );
});

it("gives up on a file that is nested too deeply, and on no other", async () => {
  const task = (name: string, value: string) =>
    `import { Task } from "pipewright";\nexport class ${name} extends Task {\n  requires() {\n    return ${value};\n  }\n}\n`;
  const [open, close] = ["[".repeat(50_000), "]".repeat(50_000)];
  using project = new ProjectFolder({ "deep.ts": task("Deep", open + close), "fine.ts": task("Fine", "[]") });
  const { tasks, problems } = await new ProjectAnalyzer(project.options).index();
  expect(tasks.map(({ family }) => family)).toEqual(["Fine"]);
  expect(problems.map(({ code, file }) => `${code} ${file}`)).toEqual(["syntax-error deep.ts"]);
});
