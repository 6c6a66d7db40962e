import { TASK } from "./brand.ts";
import { attemptOf } from "./context.ts";
import { resolveValues } from "./parameter-values.ts";
import type { Parameter, ParameterMap, ParameterWithDefault } from "./parameters/parameter.ts";
import type { AnyTask, InputOf, Outputs, Requirements } from "./requirements.ts";
import { DEFAULT_POLICY, type RunPolicy } from "./run-policy.ts";
import { flattenTargets, mapTasks } from "./structure.ts";
import { familyOf, identityOf, parametersOf } from "./task-identity.ts";

/** The value that a parameter holds. */
type ValueOf<P> = P extends Parameter<infer T> ? T : never;

/** The properties that parameters give to a task. */
export type Values<P> = { readonly [N in keyof P]: ValueOf<P[N]> };

type Defaulted<P> = { [N in keyof P]: P[N] extends ParameterWithDefault<any> ? N : never }[keyof P];

/** What a task's constructor takes: a value or its text for each parameter; those with a default may be left out. */
export type Given<P> = { readonly [N in Exclude<keyof P, Defaulted<P>>]: ValueOf<P[N]> | string } & {
  readonly [N in Defaulted<P>]?: ValueOf<P[N]> | string;
};

// The brand alone: a subclass's `input()` need not be assignable to that of `Task`.
type TaskConstructor = abstract new (...given: any) => AnyTask;

type ParametersOf<C> = C extends { readonly parameters: infer P } ? P : {};
type Merged<A, B> = Omit<A, keyof B> & B;

/** A class like `C` whose instances have the parameters `P` too. */
export type WithParameters<C extends TaskConstructor, P> = Omit<C, "prototype" | "parameters"> & {
  readonly parameters: Merged<ParametersOf<C>, P>;
  new (given: Given<Merged<ParametersOf<C>, P>>): InstanceType<C> & Values<P>;
};

// Part of the class below. What is declared here can be overridden by a property as well as by a getter; what is declared
// in the class itself, only by the same kind of member.
// They are all initialised, on the prototype.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Task extends RunPolicy {}

/**
 * A unit of work: what it needs, what it makes, and how. What it makes tells whether it is done, so that a task that is
 * complete is never run again.
 *
 * @example
 * export class DumpSales extends Task.with({ date: DateParameter() }) {
 *   output() {
 *     return new LocalTarget(`data/dump/${this.date}.csv`);
 *   }
 *   async run() {
 *     await this.output().write(await query(this.date));
 *   }
 * }
 */
export abstract class Task {
  /** The class's parameters, those of the classes it extends first. */
  static readonly parameters: {} = {};
  static readonly kind: "task" | "external" | "wrapper" = "task";
  /** The class's name for people and in ids, where it is not the name in the source. */
  static readonly family?: string;
  /**
   * When `pipewright schedule` is to let it run by itself, as cron writes it: minute, hour, day of the month, month, day
   * of the week. It has to be written out, since it is read and not run. Classes that extend this one inherit it.
   *
   * @example static readonly schedule = "0 10 * * *"; // every day at ten
   */
  static readonly schedule?: string;

  /**
   * Makes a base class with parameters, to extend.
   *
   * @param parameters by name; they are added to those of this class, and win over one of the same name
   * @example class Aggregate extends Task.with({ date: DateParameter(), top: IntParameter({ default: 10 }) }) { … }
   */
  static with<C extends TaskConstructor, const P extends ParameterMap>(this: C, parameters: P): WithParameters<C, P> {
    const Base = this as unknown as abstract new (...given: unknown[]) => object;
    abstract class Parameterised extends Base {
      static readonly parameters = { ...(Base as unknown as typeof Task).parameters, ...parameters };
    }
    return Parameterised as unknown as WithParameters<C, P>;
  }

  /**
   * @param given a value, or the text that the parameter reads, for each parameter without a default
   * @throws ParameterError when one is missing, wrong or unknown
   */
  constructor(given: {} = {}) {
    const values = resolveValues(this.family, parametersOf(this), given);
    for (const [name, value] of Object.entries(values)) Object.defineProperty(this, name, { value, enumerable: true });
  }

  get [TASK](): true {
    return true;
  }

  /** The class's name. */
  get family(): string {
    return familyOf(this.constructor);
  }

  /** The task's name among all tasks: its family, a readable part of its parameters and a hash of all significant ones. */
  get taskId(): string {
    return identityOf(this).taskId;
  }

  /**
   * The tasks whose outputs must exist before this one runs: one, an array or a record of them. It is asked while
   * planning, must answer the same each time, and should not read data. What is `undefined` in it is not required, and is
   * `undefined` in `input()`. Return a record or `[…] as const` where the
   * tasks are of different classes: `input()` then knows the type of each.
   */
  requires(): Requirements {}

  /** What `run()` makes: one target, an array or a record of them. It must answer the same each time. */
  output(): Outputs {}

  /** The outputs of what `requires()` returns, in the same shape. */
  input(): InputOf<ReturnType<this["requires"]>> {
    return mapTasks(this.requires(), (task) => task.output()) as InputOf<ReturnType<this["requires"]>>;
  }

  /**
   * Does the work: reads `input()`, makes `output()`. It runs in a process of its own kind, one task at a time.
   *
   * @throws anything: the task has failed then, and what needs it stays pending
   */
  run(): void | Promise<void> | AsyncGenerator<Requirements, void> {}

  /** Is there nothing left to do? By default: does every output exist? Without an output: never. */
  async complete(): Promise<boolean> {
    const targets = flattenTargets(this.output());
    for (const target of targets) if (!(await target.exists())) return false;
    return targets.length > 0;
  }

  /** Called before each `run()`. What this and the next four throw is a warning. */
  onStart(): void | Promise<void> {}

  /** Called after a successful run. */
  onSuccess(): void | Promise<void> {}

  /** Called after a failed attempt. */
  onFailure(_error: unknown): void | Promise<void> {}

  /** Called with each fraction that `run()` gives to `progress()`. */
  onProgress(_fraction: number): void {}

  /** Called with each text that `run()` gives to `message()`. */
  onMessage(_text: string): void {}

  /**
   * The same task with some other parameters.
   *
   * @example const yesterday = this.clone({ date: this.date.subtract({ days: 1 }) });
   */
  clone(overrides: Readonly<Record<string, unknown>> = {}): this {
    const values = Object.fromEntries(
      Object.keys(parametersOf(this)).map((name) => [name, (this as Record<string, unknown>)[name]]),
    );
    return new (this.constructor as new (given: {}) => this)({ ...values, ...overrides });
  }

  /** Writes a line to the attempt's log. Inside `run()`. */
  protected log(text: string): void {
    attemptOf(this).log(text);
  }

  /** Tells how much is done, from 0 to 1. Inside `run()`. */
  protected progress(fraction: number): void {
    attemptOf(this).progress(fraction);
  }

  /** Tells what is going on, in a few words. Inside `run()`. */
  protected message(text: string): void {
    attemptOf(this).message(text);
  }

  /** Tells where the work can be watched, say the page of a job on another system. Inside `run()`. */
  protected trackingUrl(url: string): void {
    attemptOf(this).trackingUrl(url);
  }

  /** Aborted when the task should stop: a cancelled run. Inside `run()`. */
  protected get signal(): AbortSignal {
    return attemptOf(this).signal;
  }

  /**
   * The tasks that this `run()` is to make, in the order in which they would run: this one alone, or several that differ
   * in parameters with a `batchMethod`. Inside `run()`.
   */
  protected get batchedTasks(): readonly this[] {
    return (attemptOf(this).batch ?? [this]) as readonly this[];
  }

  /** How a task is written in messages. */
  toString(): string {
    const { params } = identityOf(this);
    const list = Object.entries(params).map(([name, text]) => `${name}=${text}`);
    return `${this.family}(${list.join(", ")})`;
  }
}

Object.assign(Task.prototype, DEFAULT_POLICY);
