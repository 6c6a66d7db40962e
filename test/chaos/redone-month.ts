import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";
import type { StaleTask } from "../../src/protocol/stale-task.ts";
import { lines, pipewright, type Said } from "../support/command.ts";
import { Example } from "../support/example.ts";

const RIGHT = "quantity: Number(line.quantity)";
/** Returns are lines with a negative quantity: counted as sales, they make the totals too big. */
const WRONG = "quantity: Math.abs(Number(line.quantity))";

/** What a bug in LoadSales spoils: itself, and what is made of it. */
export const SPOILED = ["AggregateSales", "LoadSales", "SalesPage"];

/**
 * The example, made over some days with a bug in LoadSales that was mended since.
 */
export class RedoneMonth {
  readonly folder: string;
  readonly #example: Example;

  private constructor(example: Example) {
    this.#example = example;
    this.folder = example.folder;
  }

  /** @param range the flags of its days */
  static async spoiled(range: readonly string[]): Promise<RedoneMonth> {
    const month = new RedoneMonth(Example.create());
    month.#edit(RIGHT, WRONG);
    await month.succeed("backfill", "SalesReport", ...range);
    month.#edit(WRONG, RIGHT);
    return month;
  }

  /** The same days, never with a bug. */
  static async clean(range: readonly string[]): Promise<RedoneMonth> {
    const month = new RedoneMonth(Example.create());
    await month.succeed("backfill", "SalesReport", ...range);
    return month;
  }

  /** As it is, in another folder: every file with its time, to the nanosecond. */
  copy(): RedoneMonth {
    const parent = mkdtempSync(path.join(path.dirname(path.dirname(this.folder)), "copy-"));
    execFileSync("cp", ["-a", this.folder, parent]);
    return new RedoneMonth(Example.at(path.join(parent, path.basename(this.folder))));
  }

  call(...args: string[]): Promise<Said> {
    return pipewright(this.folder, args);
  }

  async succeed(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.call(...args);
    expect({ exitCode, args, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, args, stderr: "" });
    return stdout;
  }

  /** Everything that the tasks made, with its content. */
  made(): Promise<Record<string, unknown>> {
    return this.#example.made();
  }

  /** As `Family date`, in order. */
  async stale(): Promise<string[]> {
    const stdout = await this.succeed("status", "--stale", "--json");
    if (stdout === "") return [];
    return lines<StaleTask>(stdout)
      .map(({ family, params }) => `${family} ${params.date}`)
      .sort();
  }

  /** How often tasks have run after another, as `Family date`; those that make something. */
  runsAfter(taskRun: number): Map<string, number> {
    const runs = new Map<string, number>();
    for (const row of this.#ask(
      "SELECT family, params ->> 'date' AS date FROM task_runs WHERE id > ? AND status = 'ran' AND family <> 'SalesReport'",
      taskRun,
    )) {
      const name = `${row.family} ${row.date}`;
      runs.set(name, (runs.get(name) ?? 0) + 1);
    }
    return runs;
  }

  lastTaskRun(): number {
    return Number(this.#ask("SELECT max(id) AS id FROM task_runs")[0]?.id);
  }

  /** The times under which something is in the trash. */
  trash(): string[] {
    const folder = path.join(this.folder, ".pipewright/trash");
    if (!existsSync(folder)) return [];
    // Without a list nothing was begun.
    return readdirSync(folder).filter((when) => existsSync(path.join(folder, when, "manifest.json")));
  }

  removeFiles(folder: string): void {
    rmSync(path.join(this.folder, "data", folder), { recursive: true, force: true });
  }

  remove(): void {
    this.#example.remove();
  }

  #edit(from: string, to: string): void {
    const file = path.join(this.folder, "tasks/load-sales.ts");
    const text = readFileSync(file, "utf8");
    expect(text).toContain(from);
    writeFileSync(
      file,
      text.replace(from, () => to),
    );
  }

  #ask(sql: string, ...values: number[]): Record<string, unknown>[] {
    const database = new DatabaseSync(path.join(this.folder, ".pipewright/history.db"));
    try {
      return database.prepare(sql).all(...values);
    } finally {
      database.close();
    }
  }
}
