import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const TASKS = `
import { DateParameter, IntParameter, LocalTarget, Task, WrapperTask } from "pipewright";

export class Leaf extends Task.with({ n: IntParameter() }) {
  output() {
    return new LocalTarget(\`data/\${this.n}.txt\`);
  }
  async run() {
    await this.output().write("done\\n");
  }
}

export class FanOut extends WrapperTask.with({ count: IntParameter() }) {
  requires() {
    return Array.from({ length: this.count }, (_, n) => new Leaf({ n }));
  }
}

export class Link extends Task.with({ n: IntParameter() }) {
  requires() {
    return this.n === 0 ? [] : [new Link({ n: this.n - 1 })];
  }
  output() {
    return new LocalTarget(\`data/\${this.n}.txt\`);
  }
  async run() {
    await this.output().write("done\\n");
  }
}

export class Daily extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`data/\${this.date}.txt\`);
  }
  async run() {
    await this.output().write("done\\n");
  }
}
`;

/** Writes a project whose tasks do nothing but make a file each. */
export function writeBenchProject(folder: string): void {
  mkdirSync(path.join(folder, "tasks"), { recursive: true });
  writeFileSync(path.join(folder, "tasks/tasks.ts"), TASKS);
  writeFileSync(path.join(folder, "pipewright.config.json"), JSON.stringify({ tasks: ["tasks/*.ts"] }));
}
