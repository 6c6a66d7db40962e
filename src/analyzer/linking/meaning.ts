import type { TaskKind } from "../../protocol/task-index.ts";
import type { ClassFacts } from "../facts/class-facts.ts";
import type { Declaration } from "../facts/file-facts.ts";
import type { FunctionFacts } from "../facts/function-facts.ts";
import type { ParameterEntry, ParameterFacts } from "../facts/parameter-facts.ts";

/** What a name of a file stands for, imports and re-exports seen through. */
export type Meaning =
  | LinkedClass
  /** `Task`, `WrapperTask` or `ExternalTask` themselves. */
  | { readonly kind: "root"; readonly taskKind: TaskKind }
  /** `import * as pw from "pipewright"` */
  | { readonly kind: "library" }
  /** `namespace sales { … }` */
  | { readonly kind: "namespace"; readonly file: string; readonly name: string }
  /** A file of the project as a whole. */
  | { readonly kind: "module"; readonly file: string }
  /** `part`: a property of what it holds or gives back, not all of it. */
  | { readonly kind: "function"; readonly file: string; readonly facts: FunctionDeclaration; readonly part?: true }
  | { readonly kind: "parameter"; readonly facts: ParameterFacts }
  | { readonly kind: "parameters"; readonly file: string; readonly entries: readonly ParameterEntry[] }
  /** It exists, and source alone does not tell what it is: another package's, say. */
  | { readonly kind: "opaque" }
  | Missing;

export interface LinkedClass {
  readonly kind: "class";
  /** Where it is declared. */
  readonly file: string;
  readonly facts: ClassFacts;
}

/** There is no such thing, and `reason` says so in a sentence, with what to do. */
export interface Missing {
  readonly kind: "missing";
  readonly reason: string;
}

/** Of a member of a class, what it gives back; of a function or a constant of the file, also the classes that it makes. */
export type FunctionDeclaration = FunctionFacts &
  Partial<Pick<Declaration & { kind: "function" }, "makes" | "applies" | "entries">>;
