import type { SourceRange } from "./task-index.ts";

/** A change of source that does away with a problem, for the editor to offer. */
export interface ProblemFix {
  /** In the imperative, as it stands in a menu: `Pass region on`. */
  readonly title: string;
  readonly edits: readonly SourceEdit[];
}

/** Replaces a piece of a file; a piece without length is where the text is put in. */
export interface SourceEdit extends SourceRange {
  readonly file: string;
  readonly text: string;
}

/** Another place that has to do with a problem. */
export interface RelatedPlace extends SourceRange {
  readonly file: string;
  readonly message: string;
}
