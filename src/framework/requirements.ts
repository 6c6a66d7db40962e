import type { TASK } from "./brand.ts";
import type { Target } from "./targets/target.ts";

/**
 * Any task, seen from outside. It names the brand alone, so that the compiler never has to compare two task classes
 * member by member: with thousands of them that is the difference between seconds and minutes.
 */
export interface AnyTask {
  readonly [TASK]: true;
}

/** What `requires()` may return: nothing, one task, an array or a record of tasks, in which some may be missing. */
export type Requirements =
  | void
  | undefined
  | AnyTask
  | readonly (AnyTask | undefined)[]
  | { readonly [name: string]: AnyTask | undefined };

/** What `output()` may return: nothing, one target, an array or a record of targets. */
export type Outputs = void | undefined | Target | readonly Target[] | { readonly [name: string]: Target };

/** The type of a task's `output()`; where there may be no task, there may be no output. */
export type OutputOf<T> = T extends { output(): infer O } ? O : T extends undefined ? undefined : unknown;

/**
 * The outputs of what is required, in the shape of `R`, the return type of `requires()`.
 *
 * It must stay a plain conditional over `R`: within a class, `R` hangs on `this`, and the compiler sees through one that
 * asks `R extends …` and through no other. Where `R` is as wide as {@link Requirements} the result is `unknown`, as
 * `OutputOf<AnyTask>` is, so that every task is a `Task`.
 */
export type InputOf<R> = R extends AnyTask
  ? OutputOf<R>
  : R extends readonly (AnyTask | undefined)[]
    ? { readonly [I in keyof R]: OutputOf<R[I]> }
    : R extends { readonly [name: string]: AnyTask | undefined }
      ? { readonly [K in keyof R]: OutputOf<R[K]> }
      : undefined;
