import type { ProblemFix, RelatedPlace } from "./problem-fix.ts";

/**
 * What the analyzer knows from source alone: the task classes, what they require, and what is wrong.
 * Lines and columns are 1-based, as in stack traces; files are relative to the project's folder, with `/`.
 */
export interface TaskIndex {
  readonly tasks: readonly TaskClass[];
  /** Classes that are there to be extended: abstract ones, and constants like `const Dated = Task.with({ … })`. */
  readonly bases?: readonly BaseClass[];
  readonly edges: readonly TaskEdge[];
  readonly problems: readonly Problem[];
}

export type TaskKind = "task" | "external" | "wrapper";

/** A class that tasks extend, and that is none itself. */
export interface BaseClass {
  readonly name: string;
  readonly exportName?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly kind: TaskKind;
}

export interface TaskClass {
  readonly family: string;
  /** The name that the module exports it by; absent where it is not exported. */
  readonly exportName?: string;
  readonly file: string;
  /** Where the class's name stands. */
  readonly line: number;
  readonly column: number;
  /** The last line of the class. */
  readonly endLine: number;
  readonly kind: TaskKind;
  readonly parameters: readonly ParameterDeclaration[];
  /** The texts of `static tags = ["…"]`, own or inherited; absent where there are none. */
  readonly tags?: readonly string[];
  /** The text of `static schedule = "…"`, own or inherited. */
  readonly schedule?: string;
  /**
   * Of the class and everything of the project that it calls, directly or not; of a task that it requires, only the
   * name. Comments, formatting, types and other functions do not change it.
   */
  readonly codeHash?: string;
}

export interface ParameterDeclaration {
  readonly name: string;
  /** The parameter's type in lower case, as in {@link ParameterDescription.type}: `date`, `int`, … */
  readonly type: string;
  /** The default's source text; absent where a value must be given. */
  readonly default?: string;
  readonly significant: boolean;
  /** Absent where it is public. */
  readonly visibility?: "private";
  readonly description?: string;
  /** What else the options say where it stands there literally, or in a constant of the file. */
  readonly choices?: readonly string[];
  /** In text form, as the parameter reads it. */
  readonly min?: string;
  readonly max?: string;
  readonly interval?: number;
  /** Of a `dateInterval`: `day`, `week`, `month` or `year`; absent where any fits. */
  readonly unit?: string;
}

/** A piece of a file, the end not included. */
export interface SourceRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * How sure an edge is. `exact`: each task of the class requires it. `conditional`: some do, or it only may be part of
 * what is required. `dynamic`: it is decided while the task runs, or which class it is can not be told from syntax.
 */
export type EdgeConfidence = "exact" | "conditional" | "dynamic";

/** Runs from the task that requires to the task that it requires. */
export interface TaskEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: "requires" | "dynamic";
  /** For each parameter of `to` that is passed: the source text of its value. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly file: string;
  readonly line: number;
  readonly confidence?: EdgeConfidence;
  /** Syntax did not tell which class it is: the type checker did. */
  readonly byType?: true;
  /** The source does not tell of it, but a run of the class's present code did require it. */
  readonly observed?: true;
  /** The source says that each task requires it, and so many runs of the class's present code did not, of all of them. */
  readonly notRequired?: { readonly runs: number; readonly of: number };
  /** Where the required task is made: `new Raw({ date: this.date })`. */
  readonly range?: SourceRange;
}

export interface Problem {
  /** One of `FINDINGS`; it has a page, `docs/findings/<code>.md`. */
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Absent where only the beginning is known. */
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly related?: readonly RelatedPlace[];
  /** Changes that do away with it and are safe to make, the best first. */
  readonly fixes?: readonly ProblemFix[];
  /** What stands there is of no use. */
  readonly unnecessary?: true;
}
