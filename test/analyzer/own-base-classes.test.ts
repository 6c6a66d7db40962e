// The analyzer does not read our own package: it knows its task classes by their names, and has to know them all.
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ProjectAnalyzer } from "../../src/analyzer/project-analyzer.ts";
import { ProjectFolder } from "./project-folder.ts";

const TARGETS = path.resolve(import.meta.dirname, "../../src/targets");

/** The task classes that connectors give to build on, with the folders that export them. */
function connectorBases(): { name: string; connector: string }[] {
  return globSync("*/*.ts", { cwd: TARGETS }).flatMap((file) => {
    const text = readFileSync(path.join(TARGETS, file), "utf8");
    const [, name] = /^export abstract class (\w+) extends \w*Task\b/m.exec(text) ?? [];
    return name === undefined ? [] : [{ name, connector: path.dirname(file) }];
  });
}

test("a class that builds on a task class of any connector is a task", async () => {
  const bases = connectorBases();
  expect(bases.length).toBeGreaterThan(5);
  const files = bases.map(({ name, connector }) => [
    `${name}.ts`,
    `import { ${name} } from "pipewright/targets/${connector === "database" ? "postgres" : connector}";\nexport class My${name} extends ${name} {}\n`,
  ]);
  using project = new ProjectFolder(Object.fromEntries(files) as Record<string, string>);
  const { tasks } = await new ProjectAnalyzer(project.options).index();
  expect(tasks.map(({ family }) => family).toSorted()).toEqual(bases.map(({ name }) => `My${name}`).toSorted());
});
