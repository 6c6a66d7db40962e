import type { RangeUnit, TaskDescription } from "../../protocol/parameter-description.ts";
import { parameterFlag } from "../../protocol/parameter-flag.ts";
import { readRangeText } from "../../protocol/range-text.ts";
import type { RangeRequest } from "../run/run-request.ts";
import { UserError } from "../run/user-error.ts";
import { recentValue } from "./recent-value.ts";

/** The flags of a range. */
export interface RangeOptions {
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly range?: string;
  readonly over?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
  /** Only these of its values; all when absent. No flag: which ones a backfill tries again. */
  readonly only?: readonly string[];
}

/** Is a range asked for? */
export function isRanged({ from, to, last, range }: RangeOptions): boolean {
  return [from, to, last, range].some((option) => option !== undefined);
}

/**
 * @param description of the task, which knows the steps of its parameters
 * @returns `undefined` where no range is asked for
 * @throws UserError when it is asked for in two ways, when only one of its ends is given, or when a text is no range
 */
export function rangeOf(options: RangeOptions, description: TaskDescription): RangeRequest | undefined {
  if (!isRanged(options)) return undefined;
  const { reverse, limit, only } = options;
  const over = options.over && nameOf(options.over, description);
  return { ...endsOf(options, over, description), over, only, reverse, limit };
}

function endsOf({ from, to, last, range }: RangeOptions, over: string | undefined, description: TaskDescription) {
  const text = range ?? (last === undefined ? undefined : `last ${last}`);
  if ((text !== undefined && (from ?? to) !== undefined) || (range ?? last) !== (last ?? range))
    throw new UserError("A range is given in one way: by --from and --to, by --range or by --last.");
  const unit = unitOf(over, description);
  if (text !== undefined) return readText(text, unit, description.family);
  if (from === undefined || to === undefined)
    throw new UserError(`A range has two ends: give --${from === undefined ? "from" : "to"} as well.`);
  return {
    from: (unit && recentValue(from, unit)) ?? from,
    to: (unit && recentValue(to, unit)) ?? to,
  };
}

/** @returns `undefined` where the parameter is not clear: that is said where it is settled, together with which ones there are */
function unitOf(over: string | undefined, { parameters }: TaskDescription): RangeUnit | undefined {
  const ranged = parameters.filter(({ name, unit }) => unit !== undefined && (over === undefined || over === name));
  return ranged.length === 1 ? ranged[0]?.unit : undefined;
}

function readText(text: string, unit: RangeUnit | undefined, family: string) {
  if (unit === undefined) return { from: text, to: text };
  const ends = readRangeText(text, unit, new Date());
  if (typeof ends === "string") throw new UserError(`${family}: ${ends}.`);
  return ends;
}

/** A parameter may be named as in the code or as its flag. */
function nameOf(text: string, { parameters }: TaskDescription): string {
  return parameters.find(({ name }) => parameterFlag(name) === `--${text}`)?.name ?? text;
}
