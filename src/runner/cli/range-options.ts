import type { RangeRequest } from "../run/run-request.ts";
import { UserError } from "../run/user-error.ts";

/** The flags of a range. */
export interface RangeOptions {
  readonly from?: string;
  readonly to?: string;
  readonly over?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}

/**
 * @returns `undefined` where no range is asked for
 * @throws UserError when only one of its ends is given
 */
export function rangeOf({ from, to, over, reverse, limit }: RangeOptions): RangeRequest | undefined {
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined)
    throw new UserError(`A range has two ends: give --${from === undefined ? "from" : "to"} as well.`);
  return { from, to, over: over && camel(over), reverse, limit };
}

/** A parameter may be named as in the code or as its flag. */
function camel(name: string): string {
  return name.replaceAll(/-(\p{Ll})/gu, (_, letter: string) => letter.toUpperCase());
}
