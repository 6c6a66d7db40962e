import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** How the generated `requires()` returns its three tasks, and how far the graph goes down. */
export type ProjectShape = "tuples in a chain" | "records in a chain" | "arrays in layers";

export const PROJECT_SHAPES: readonly ProjectShape[] = ["tuples in a chain", "records in a chain", "arrays in layers"];

const ROOT = path.resolve(import.meta.dirname, "../..");
const LAYER_WIDTH = 40;

/**
 * Writes a project of task classes, a file each, and its tsconfig.json.
 *
 * @param folder empty
 * @param count how many classes; each requires three others, but for the first ones
 */
export function generateTasks(folder: string, count: number, shape: ProjectShape): void {
  mkdirSync(path.join(folder, "tasks"));
  for (let index = 0; index < count; index++) {
    writeFileSync(path.join(folder, `tasks/task-${index}.ts`), taskFile(index, shape));
  }
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: "es2023",
    lib: ["es2023"],
    module: "nodenext",
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [path.join(ROOT, "node_modules/@types")],
    paths: { pipewright: [path.join(ROOT, "src/framework/index.ts")] },
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["tasks"] }, null, 2));
}

function taskFile(index: number, shape: ProjectShape): string {
  const required = requiredBy(index, shape);
  const tasks = required.map((other) => `new Task${other}({ date: this.date })`);
  return `import { DateParameter, IntParameter, LocalTarget, Task } from "pipewright";
${required.map((other) => `import { Task${other} } from "./task-${other}.ts";\n`).join("")}
export class Task${index} extends Task.with({ date: DateParameter(), batch: IntParameter({ default: 5 }) }) {
  requires() {
    return ${tasks.length === 0 ? "[]" : inShape(tasks, shape)};
  }
  output() {
    return new LocalTarget(\`data/\${this.date}-${index}.txt\`);
  }
  async run() {
    ${tasks.length === 0 ? "" : `for await (const line of ${firstInput(shape)}.lines()) this.log(line);`}
    await this.output().write(String(this.batch));
  }
}
`;
}

function requiredBy(index: number, shape: ProjectShape): number[] {
  if (shape !== "arrays in layers") return [index - 1, index - 2, index - 3].filter((other) => other >= 0);
  const layer = Math.floor(index / LAYER_WIDTH);
  if (layer === 0) return [];
  return [0, 7, 13].map((step) => (layer - 1) * LAYER_WIDTH + ((index + step) % LAYER_WIDTH));
}

function inShape(tasks: readonly string[], shape: ProjectShape): string {
  switch (shape) {
    case "tuples in a chain":
      return `[${tasks.join(", ")}] as const`;
    case "records in a chain":
      return `{ ${tasks.map((task, index) => `part${index}: ${task}`).join(", ")} }`;
    case "arrays in layers":
      return `[${tasks.join(", ")}]`;
  }
}

function firstInput(shape: ProjectShape): string {
  switch (shape) {
    case "tuples in a chain":
      return "this.input()[0]";
    case "records in a chain":
      return "this.input().part0";
    case "arrays in layers":
      return "this.input()[0]!";
  }
}
