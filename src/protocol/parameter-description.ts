/** A parameter as the user's module really declares it, told by the worker that loaded it. */
export interface ParameterDescription {
  readonly name: string;
  /** `string`, `int`, `float`, `bool`, `date`, `month`, `dateHour`, `choice`, … */
  readonly type: string;
  readonly description?: string;
  /** What a value looks like: `a date like 2026-11-24`. */
  readonly expected: string;
  /** The default in text form; absent where a value must be given, and where the parameter is private. */
  readonly default?: string;
  readonly required: boolean;
  readonly significant: boolean;
  readonly visibility: "public" | "private";
  readonly choices?: readonly string[];
  /** The step of a range of its values; absent where it has no ranges. */
  readonly unit?: RangeUnit;
}

export type RangeUnit = "year" | "month" | "week" | "day" | "hour" | "minute" | "second";

export interface TaskDescription {
  readonly family: string;
  readonly parameters: readonly ParameterDescription[];
}
