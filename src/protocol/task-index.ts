/**
 * What the analyzer knows from source alone: the task classes, what they require, and what is wrong.
 * Lines and columns are 1-based, as in stack traces; files are relative to the project's folder, with `/`.
 */
export interface TaskIndex {
  readonly tasks: readonly TaskClass[];
  readonly edges: readonly TaskEdge[];
  readonly problems: readonly Problem[];
}

export type TaskKind = "task" | "external" | "wrapper";

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
}

export interface ParameterDeclaration {
  readonly name: string;
  /** The parameter's type in lower case, as in {@link ParameterDescription.type}: `date`, `int`, … */
  readonly type: string;
  /** The default's source text; absent where a value must be given. */
  readonly default?: string;
  readonly significant: boolean;
  readonly description?: string;
}

/** Runs from the task that requires to the task that it requires. */
export interface TaskEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: "requires" | "dynamic";
  /** For each parameter of `to` that is passed: the source text of its value. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly file: string;
  readonly line: number;
}

export interface Problem {
  /** Stable and in kebab-case: `cycle`, `unknown-task`, `duplicate-family`, `syntax-error`. */
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
