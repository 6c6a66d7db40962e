import { Task } from "../../framework/task.ts";
import { runProgram } from "./run-program.ts";

// Part of the class below: what is declared here can be overridden by a property as well as by a getter.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface ExternalProgramTask {
  /** Where the program runs; the project's folder when not overridden. */
  readonly workingFolder?: string;
  /** What is added to this process's environment; `undefined` takes a variable away. Nothing when not overridden. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The exit codes that mean success; 0 alone when not overridden. */
  readonly successCodes?: readonly number[];
}

/**
 * A task whose work another program does. What it says is in the attempt's log, line by line; its exit code decides. When
 * the task is cancelled or takes too long, the program and all that it has started are ended.
 *
 * @example
 * export class TrainModel extends ExternalProgramTask.with({ date: DateParameter() }) {
 *   output() {
 *     return new LocalTarget(`data/model/${this.date}.json`);
 *   }
 *   command() {
 *     return ["python3", "train.py", "--date", this.date, "--to", this.output().path];
 *   }
 * }
 */
export abstract class ExternalProgramTask extends Task {
  /** The program and its arguments, each as it is: no shell reads them. What is no text becomes its text. */
  abstract command(): readonly unknown[];

  override async run(): Promise<void> {
    const [program, ...args] = this.command().map(String);
    if (program === undefined) throw new TypeError(`command() of ${this} names no program.`);
    const { code, signal } = await runProgram({
      program,
      args,
      cwd: this.workingFolder,
      env: { ...process.env, ...this.environment },
      signal: this.signal,
      told: (line) => this.log(line),
    });
    if (signal !== null) throw new Error(`${program} was ended by ${signal}; what it said is in the log.`);
    if (!(this.successCodes ?? [0]).includes(code ?? -1))
      throw new Error(`${program} ended with exit code ${code}; what it said is in the log.`);
  }
}
