import { randomUUID } from "node:crypto";
import { cpSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { HistoryDatabase } from "../../src/runner/history/history-database.ts";
import { openPostgres } from "../../src/runner/history/open-postgres.ts";
import { start } from "../support/command.ts";
import { ChaosRun } from "./chaos-run.ts";
import { type MarkedProcess, markedProcesses } from "./marked-processes.ts";

/** How many tasks the pipeline has. */
export const CELLS = 200;

/** What an attempt noted of itself, outside of the project. */
export interface Note {
  readonly what: "began" | "made";
  readonly cell: string;
  /** A name that the attempt gave itself. */
  readonly maker: string;
  readonly pid: number;
}

export interface ChaosOptions {
  /** Empty. */
  readonly folder: string;
  /** The file for what the attempts note. */
  readonly ledger: string;
  /** The folder for outputs, where several machines share them. */
  readonly data?: string;
  /** For every command. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A project with the pipeline, and everything that was started in it. */
export class ChaosProject {
  readonly folder: string;
  readonly #ledger: string;
  readonly #mark = randomUUID();
  readonly env: NodeJS.ProcessEnv;

  constructor({ folder, ledger, data, env = {} }: ChaosOptions) {
    this.folder = folder;
    this.env = env;
    this.#ledger = ledger;
    cpSync(path.join(import.meta.dirname, "pipeline"), folder, { recursive: true });
    writeFileSync(path.join(folder, "pipewright.config.json"), JSON.stringify({ tasks: ["tasks/*.ts"], workers: 4 }));
    writeFileSync(ledger, "");
    if (data !== undefined) symlinkSync(data, path.join(folder, "data"));
  }

  /** Starts a run of the whole pipeline. */
  run(env: NodeJS.ProcessEnv = {}): ChaosRun {
    const marked = { CHAOS_MARK: this.#mark, CHAOS_LEDGER: this.#ledger, ...this.env, ...env };
    return new ChaosRun(start(this.folder, ["run", "Grid", "--json"], undefined, marked));
  }

  /** Is a process in the middle of writing to the history? */
  isHistoryLocked(): boolean {
    const database = new DatabaseSync(path.join(this.folder, ".pipewright/history.db"));
    try {
      database.exec("PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; ROLLBACK");
      return false;
    } catch {
      return true;
    } finally {
      database.close();
    }
  }

  /** The history's tables. */
  tables(): HistoryDatabase {
    const { PIPEWRIGHT_HISTORY: address } = this.env;
    if (address !== undefined) return openPostgres(address, path.resolve(import.meta.dirname, "../.."));
    return new DatabaseSync(path.join(this.folder, ".pipewright/history.db"), { readOnly: true });
  }

  /** What lives of all that was started here. */
  processes(): MarkedProcess[] {
    return markedProcesses(`CHAOS_MARK=${this.#mark}`);
  }

  workers(): MarkedProcess[] {
    return this.processes().filter(({ command }) => command.includes("worker.js"));
  }

  /** Is this worker in the middle of making something? */
  isAtWork(worker: number): boolean {
    return this.notes().findLast(({ pid }) => pid === worker)?.what === "began";
  }

  notes(): Note[] {
    return readFileSync(this.#ledger, "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => {
        const [what, cell, maker, pid] = line.split(" ");
        return { what, cell, maker, pid: Number(pid) } as Note;
      });
  }

  /** Every file under the folder for outputs, with its content. */
  outputs(): Map<string, string> {
    const data = realpathSync(path.join(this.folder, "data"));
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      files.map(({ parentPath, name }) => {
        const file = path.join(parentPath, name);
        return [path.relative(data, file), readFileSync(file, "utf8")];
      }),
    );
  }
}
