import type { Translate } from "./translate.ts";

/** `3 stale`: complete outputs that older code made, or something older. */
export function staleNote(count: number, t: Translate): string {
  return t("{0} stale", count);
}
