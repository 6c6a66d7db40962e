import type { SourceRange } from "../../protocol/task-index.ts";
import type { NamePath } from "./file-facts.ts";
import type { Place } from "./place.ts";

/** What a class's code does beyond what it requires, as far as a finding depends on it. */
export interface BehaviourFacts {
  /** Methods, getters and properties by name, those of the class itself only. */
  readonly members: Readonly<Record<string, MemberBehaviour>>;
  /** How the parameters of its `with({ … })` are written, by name. */
  readonly parameters: Readonly<Record<string, ParameterSource>>;
  /** Of the text of `static schedule`. */
  readonly scheduleRange?: SourceRange;
  /** It has a constructor of its own, which may take anything. */
  readonly constructs?: true;
  /** What stands where the class is named: `class` where it has no name, and nobody can ask for it. */
  readonly name: string;
}

export interface MemberBehaviour {
  /** Where its name stands. */
  readonly range: SourceRange;
  /** The own and inherited properties that it reads: `this.date`, `super.output`. */
  readonly uses: readonly NamePath[];
  /** `this` goes somewhere as a whole, or it is not known what the member holds: it may depend on anything. */
  readonly open?: true;
  /** It gives nothing back: it only throws, or is empty. */
  readonly empty?: true;
  /** What would answer differently another time. */
  readonly unsteady?: readonly UnsteadyUse[];
  /** Of `output()`: the targets that it makes with a path as first argument. */
  readonly targets?: readonly TargetPath[];
  /** Of `run()`: files that it writes by other means than a target. */
  readonly writes?: readonly FileWrite[];
  /** Of `run()`: promises that nobody waits for. */
  readonly floating?: readonly FloatingPromise[];
}

/** On what else than the parameters something depends. */
export type UnsteadySource = "clock" | "randomness" | "environment";

export interface UnsteadyUse {
  readonly source: UnsteadySource;
  /** As written: `Date.now()`. */
  readonly text: string;
  readonly range: SourceRange;
  /** The function of the same file that it is in, where `range` is that of the call. */
  readonly within?: string;
}

export interface TargetPath {
  /** The target's class: `LocalTarget`. */
  readonly target: NamePath;
  /** The path with its own parameters in braces, `data/{date}.csv`; absent where it is made of more than those. */
  readonly path?: string;
  /** The text of the argument, and where it stands, where that is a literal. */
  readonly literal?: { readonly text: string; readonly range: SourceRange };
}

export interface FileWrite {
  /** As called: `fs.writeFile`. */
  readonly call: string;
  readonly range: SourceRange;
  /** Where to: the path of one of the outputs, or a path as in {@link TargetPath}. */
  readonly to: { readonly output: true } | { readonly path: string };
}

export interface FloatingPromise {
  /** As called: `this.output().write`. */
  readonly call: string;
  readonly range: SourceRange;
  /** It is the output that is being written. */
  readonly output: boolean;
  /** An `await` in front of it would do; one in a function that is not async; a loop in place of a `forEach`. */
  readonly cure: "await" | "async" | "loop";
}

export interface ParameterSource {
  /** Of its name. */
  readonly range: SourceRange;
  /** The call that makes it; absent for a constant and the like. */
  readonly call?: {
    readonly name: string;
    /** Of the function's name. */
    readonly range: SourceRange;
    /** Where an option can be written. */
    readonly options: OptionsPlace;
    /** The names of the options that it has. */
    readonly given: readonly string[];
    /** The import of the function's name, where it is the library's and plain. */
    readonly imported?: { readonly at: Place; readonly names: readonly string[] };
  };
}

/** What a constructor is given. */
export interface Passing {
  /** All the names can be read off. */
  readonly complete: boolean;
  readonly options: OptionsPlace;
}

/** `bare`: between the brackets of a call; `more`: after the `{` of an object that holds others. */
export type OptionsPlace = { readonly kind: "bare" | "empty" | "more"; readonly at: Place } | { readonly kind: "none" };
