import type { BehaviourFacts } from "./behaviour-facts.ts";
import type { NamePath } from "./file-facts.ts";
import type { FunctionFacts } from "./function-facts.ts";
import type { ParameterEntry } from "./parameter-facts.ts";
import type { Place } from "./place.ts";

/** A class, or a constant that stands for one: `const Dated = Task.with({ … })`. */
export interface ClassFacts {
  /** What its tasks are called: the own `static family`, else the class's name. */
  readonly family: string;
  /** Where its name stands. */
  readonly place: Place;
  readonly endLine: number;
  /** Only there to be extended. */
  readonly abstract: boolean;
  /** Absent where it extends nothing. */
  readonly heritage?: Heritage;
  /** `static tags = ["…"]` */
  readonly tags?: readonly string[];
  /** `static schedule = "…"` */
  readonly schedule?: string;
  /** What findings depend on besides. */
  readonly behaviour?: BehaviourFacts;
  /** Methods, getters and properties by name. */
  readonly members: Readonly<Record<string, FunctionFacts>>;
}

export interface Heritage {
  /** Absent where the expression is more than names, calls and `with`. */
  readonly base?: NamePath;
  /** `Dated(Task)`: what the function that makes the base is given, as far as that may be classes. */
  readonly given?: readonly Heritage[];
  /** Those of every `.with({ … })`, in order. */
  readonly parameters: readonly ParameterEntry[];
}

/** What a function makes that returns a class: `const Dated = (Base) => class extends Base.with({ … }) {}`. */
export interface MadeClass {
  readonly made: { readonly kind: "class" } & ClassFacts;
  /** The function's own parameters: what the class extends may be one of them. */
  readonly takes: readonly string[];
}
