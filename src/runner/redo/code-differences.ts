import { type CodeChange, codeChanges } from "../../protocol/code-change.ts";
import type { FamilyCode } from "./family-code.ts";

export interface CodeDifference {
  readonly family: string;
  readonly kind: "changed" | "added" | "removed";
  /** Where; empty where it is not in the project's own code, or not known. */
  readonly places: readonly CodeChange[];
}

/** Which task classes make their outputs by other code than before, by name. */
export function codeDifferences(
  before: ReadonlyMap<string, FamilyCode>,
  now: ReadonlyMap<string, FamilyCode>,
): CodeDifference[] {
  const families = [...new Set([...before.keys(), ...now.keys()])].sort();
  return families.flatMap((family): CodeDifference[] => {
    const [old, current] = [before.get(family), now.get(family)];
    if (old === undefined) return [{ family, kind: "added", places: [] }];
    if (current === undefined) return [{ family, kind: "removed", places: [] }];
    if (old.hash === current.hash) return [];
    const places = old.pieces.length > 0 ? codeChanges(old.pieces, current.pieces) : [];
    return [{ family, kind: "changed", places }];
  });
}
