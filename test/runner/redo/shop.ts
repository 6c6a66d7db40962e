import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { StaleTask } from "../../../src/protocol/stale-task.ts";
import { lines, pipewright, writeProject } from "../../support/command.ts";

const TASKS = `
import { DateParameter, LocalTarget, Task, WrapperTask } from "pipewright";

abstract class Daily extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`out/\${this.family}-\${this.date}.txt\`);
  }
}
export class Dump extends Daily {
  async run() {
    await this.output().write(\`dump \${this.date}\`);
  }
}
export class BackUp extends Daily {
  requires() {
    return new Dump({ date: this.date });
  }
  async run() {
    await this.output().write("copy of " + (await this.input().read()));
  }
}
export class Load extends Daily {
  requires() {
    return new Dump({ date: this.date });
  }
  async run() {
    await this.output().write("loaded " + (await this.input().read()));
  }
}
export class Page extends Daily {
  requires() {
    return new Load({ date: this.date });
  }
  async run() {
    await this.output().write("page of " + (await this.input().read()));
  }
}
export class Report extends WrapperTask.with({ date: DateParameter() }) {
  requires() {
    return [new BackUp({ date: this.date }), new Page({ date: this.date })];
  }
}
`;

/** A project of daily tasks: Dump, of which BackUp and Load are made; of Load, Page. Report wants them all. */
export class Shop {
  readonly folder: string;

  /** @param folder empty */
  constructor(folder: string, config: object = {}) {
    this.folder = folder;
    writeProject(folder, TASKS, config);
  }

  call(...args: string[]): ReturnType<typeof pipewright> {
    return pipewright(this.folder, args);
  }

  /** Changes the tasks' code. */
  edit(from: string, to: string): void {
    const file = this.file("tasks/tasks.ts");
    const text = readFileSync(file, "utf8");
    if (!text.includes(from)) throw new Error(`There is no ${from}.`);
    writeFileSync(
      file,
      text.replace(from, () => to),
    );
  }

  file(name: string): string {
    return path.join(this.folder, name);
  }

  read(name: string): string {
    return readFileSync(this.file(name), "utf8");
  }

  /** What is stale, as `Family date: reason; reason`. */
  async stale(): Promise<string[]> {
    const { stdout } = await this.call("status", "--stale", "--json");
    if (stdout === "") return [];
    return lines<StaleTask>(stdout).map(
      ({ family, params, reasons }) => `${family} ${params.date}: ${reasons.map(({ text }) => text).join("; ")}`,
    );
  }
}
