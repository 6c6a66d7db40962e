import { closest, distance } from "fastest-levenshtein";

/** How many letters may be wrong, missing or too many. */
const SIMILAR = 3;

/** @returns a question that names what somebody probably meant; `undefined` where nothing is near */
export function didYouMean(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const nearest = closest(name, names);
  return distance(name.toLowerCase(), nearest.toLowerCase()) <= SIMILAR ? `Did you mean ${nearest}?` : undefined;
}
