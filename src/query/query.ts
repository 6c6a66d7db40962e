/** What to choose among the task classes; see docs/query.md for how it is written. */
export type Query =
  | { readonly kind: "all" }
  | { readonly kind: "and" | "or"; readonly of: readonly Query[] }
  | { readonly kind: "not"; readonly of: Query }
  /** What is chosen, and what stands so many steps above and below it. */
  | { readonly kind: "around"; readonly of: Query; readonly up: number; readonly down: number }
  /** `exact`: the name as it is; else one that looks like it. */
  | { readonly kind: "name"; readonly text: string; readonly exact: boolean }
  | { readonly kind: "is"; readonly what: QueryField; readonly value: string };

export type QueryField = "tag" | "state" | "file" | "kind";

/** Where a text is no query, and what would be one there. */
export interface QueryError {
  /** From 0, in the text. */
  readonly position: number;
  /** Of what is wrong there; 0 where something is missing. */
  readonly length: number;
  readonly message: string;
}
