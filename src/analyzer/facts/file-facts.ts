import type { ClassFacts, Heritage, MadeClass } from "./class-facts.ts";
import type { CodeFacts } from "./code-facts.ts";
import type { FunctionFacts } from "./function-facts.ts";
import type { ParameterEntry, ParameterFacts } from "./parameter-facts.ts";
import type { Place } from "./place.ts";
import type { Silencer } from "./silencer.ts";

/**
 * What one file says by itself, whatever stands in other files: plain JSON, so that it can be kept on disk. What its
 * names mean is found out later, when the facts of all files are linked.
 */
export interface FileFacts {
  /** The names of its top level that matter to tasks. An anonymous default export is called `default`. */
  readonly names: Readonly<Record<string, Declaration>>;
  /** By the name that other files import. */
  readonly exports: Readonly<Record<string, LocalExport | Link>>;
  /** The files of `export * from "…"`. */
  readonly stars: readonly string[];
  readonly code: CodeFacts;
  /** Comments that take findings back; absent where there are none. */
  readonly silencers?: readonly Silencer[];
  /** The first one: what follows it may have been misread. */
  readonly syntaxError?: { readonly message: string; readonly place: Place };
}

/** A class's name as the code writes it: `DumpSales`, `tasks.DumpSales`; `this.…` and `super.…` for members. */
export type NamePath = string;

/** A name in another file. */
export interface Link {
  /** As written: `./dump-sales.ts`. */
  readonly from: string;
  /** `*` for the whole module. */
  readonly name: string;
}

export interface LocalExport {
  readonly local: NamePath;
}

/**
 * A function may make classes (`makes`), and a constant may hold one that was made (`applies`, as what a class extends):
 * `const Daily = Dated(Task)`. An object of nothing but names may hold parameters as well as tasks (`entries`).
 */
export type Declaration =
  | ({ readonly kind: "import" } & Link)
  | ({ readonly kind: "class" } & ClassFacts)
  | ({
      readonly kind: "function";
      readonly makes?: MadeClass;
      readonly applies?: Heritage;
      readonly entries?: readonly ParameterEntry[];
    } & FunctionFacts)
  | ({ readonly kind: "parameter" } & ParameterFacts)
  /** `const common = { date: DateParameter() }` */
  | { readonly kind: "parameters"; readonly entries: readonly ParameterEntry[] }
  /** `const Dump = DumpSales` */
  | { readonly kind: "alias"; readonly of: NamePath }
  /** What is declared in it has the namespace's name in front: `sales.DumpSales`. */
  | { readonly kind: "namespace" }
  /** It is declared, and that is all there is to know. */
  | { readonly kind: "other" };
