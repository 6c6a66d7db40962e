import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** How many tasks share a file of helper functions, and a base class. */
const SHARE = 50;
const LAYER_WIDTH = 40;

/**
 * Writes a workspace as the analyzer may find one: a task in each file, with the helper functions and base classes that
 * it uses in others.
 *
 * @param folder empty
 * @param count how many task classes; each requires up to three of the layer above it
 */
export function generateWorkspace(folder: string, count: number): void {
  for (const name of ["tasks", "lib"]) mkdirSync(path.join(folder, name));
  for (let shared = 0; shared * SHARE < count; shared++) {
    writeFileSync(path.join(folder, `lib/base-${shared}.ts`), baseFile(shared));
    writeFileSync(path.join(folder, `lib/rows-${shared}.ts`), rowsFile(shared));
  }
  for (let index = 0; index < count; index++) {
    writeFileSync(path.join(folder, `tasks/task-${index}.ts`), taskFile(index));
  }
}

function baseFile(index: number): string {
  return `import { DateParameter, LocalTarget, Task } from "pipewright";

/** What the tasks of area ${index} have in common. */
export abstract class Base${index} extends Task.with({ date: DateParameter({ description: "the day" }) }) {
  output() {
    return new LocalTarget(\`data/\${this.family}-\${this.date}.csv\`);
  }
}
`;
}

function rowsFile(index: number): string {
  return `export interface Row {
  readonly name: string;
  readonly amount: number;
}

const SEPARATOR = ",";

export function readRow(line: string): Row {
  const [name = "", amount = "0"] = line.split(SEPARATOR);
  return { name, amount: Number(amount) + ${index} };
}

export function writeRow({ name, amount }: Row): string {
  return [name, amount.toFixed(2)].join(SEPARATOR);
}
`;
}

function taskFile(index: number): string {
  const shared = Math.floor(index / SHARE);
  const layer = Math.floor(index / LAYER_WIDTH);
  const required =
    layer === 0 ? [] : [0, 7, 13].map((step) => (layer - 1) * LAYER_WIDTH + ((index + step) % LAYER_WIDTH));
  return `import { IntParameter, LocalTarget } from "pipewright";
import { Base${shared} } from "../lib/base-${shared}.ts";
import { readRow, writeRow } from "../lib/rows-${shared}.ts";
${required.map((other) => `import { Task${other} } from "./task-${other}.ts";\n`).join("")}
/** Makes part ${index}. */
export class Task${index} extends Base${shared}.with({ batch: IntParameter({ default: 5, min: 1 }) }) {
  requires() {
    return [${required.map((other) => `new Task${other}({ date: this.date, batch: this.batch })`).join(", ")}];
  }
  output() {
    return new LocalTarget(\`data/${index}-\${this.date}-\${this.batch}.csv\`);
  }
  async run() {
    const rows = [];
    for (const input of this.input()) {
      for await (const line of input.lines()) rows.push(readRow(line));
    }
    // The biggest first.
    rows.sort((a, b) => b.amount - a.amount);
    await this.output().write(rows.slice(0, this.batch).map(writeRow).join("\\n"));
  }
}
`;
}
