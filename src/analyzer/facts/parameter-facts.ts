import type { ParameterDeclaration } from "../../protocol/task-index.ts";
import type { NamePath } from "./file-facts.ts";

/** A parameter without the name that a class gives it. */
export type ParameterFacts = Omit<ParameterDeclaration, "name">;

/** One entry of what `with` is given: a parameter, the name of a constant that holds one, or `...spread` of many. */
export type ParameterEntry =
  | ParameterDeclaration
  | { readonly name: string; readonly ref: NamePath }
  | { readonly spread: NamePath };
