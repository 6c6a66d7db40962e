import type { SourceRange } from "../../protocol/task-index.ts";
import type { Passing } from "./behaviour-facts.ts";
import type { NamePath } from "./file-facts.ts";
import type { Place } from "./place.ts";

/** What a function's results are made of, as far as tasks may be in it. */
export interface FunctionFacts {
  /** All that the body mentions: what it returns was made of that. */
  readonly returns: readonly Mention[];
  /** What goes into its `yield` expressions. */
  readonly yields: readonly Mention[];
}

/** The name of what has none: `new (pick(kind))()`, or a local variable. */
export const UNNAMED = "";

interface MentionFacts {
  /** It surely is (part of) the result; else it may have been needed on the way only. */
  readonly result: boolean;
  /** Whether it is come to depends on the values. */
  readonly conditional?: true;
  /** The classes in whose constructor's arguments it stands, outermost first: `new Report({ source: new Raw() })`. */
  readonly inside?: readonly NamePath[];
  /** What the type checker can be asked, where the name does not tell what it is. */
  readonly ask?: AskedExpression;
}

export interface AskedExpression {
  readonly range: SourceRange;
  /** Its source text, or the beginning of it. */
  readonly text: string;
}

/** `new DumpSales({ … })`, and `this.clone({ … })`, which is a `new this`. */
export interface NewMention extends MentionFacts {
  readonly new: NamePath;
  readonly place: Place;
  /** Of the whole expression. */
  readonly range: SourceRange;
  /** The source text of each value that is passed. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Absent for a `clone`, which passes on what there is. */
  readonly passing?: Passing;
  /** Every value that is passed is one of this task's own, unchanged. */
  readonly steady: boolean;
}

/** The use of something that may hold tasks or make them: a function, a member of the class, a constant. */
export interface UseMention extends MentionFacts {
  readonly use: NamePath;
  /** `yield* helper()`: what the helper yields, not what it returns. */
  readonly delegates?: true;
}

export type Mention = NewMention | UseMention;
