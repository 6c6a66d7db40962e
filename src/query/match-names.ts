import { globPattern } from "./glob-pattern.ts";

/**
 * The names that a word may mean: that very one; else those of a glob; else those that hold it, or whose humps begin
 * with it, as `DS` and `dumsa` for `DumpSales`; else those that have its letters in this order.
 */
export function matchNames(word: string, names: readonly string[]): readonly string[] {
  const lower = word.toLowerCase();
  if (/[*?]/.test(word)) {
    const pattern = globPattern(word);
    return names.filter((name) => pattern.test(name));
  }
  for (const matches of [isSame, holds, hasLettersOf]) {
    const found = names.filter((name) => matches(name, lower));
    if (found.length > 0) return found;
  }
  return [];
}

function isSame(name: string, word: string): boolean {
  return name.toLowerCase() === word;
}

function holds(name: string, word: string): boolean {
  return name.toLowerCase().includes(word) || hasHumps(humpsOf(name), word);
}

/** `DumpSales` is `dump` and `sales`. */
function humpsOf(name: string): string[] {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((hump) => hump.toLowerCase());
}

/** Is a word made of beginnings of the humps, in their order? */
function hasHumps([hump, ...others]: readonly string[], word: string): boolean {
  if (word === "") return true;
  if (hump === undefined) return false;
  for (let length = 1; length <= hump.length && word.startsWith(hump.slice(0, length)); length++) {
    if (hasHumps(others, word.slice(length))) return true;
  }
  return hasHumps(others, word);
}

function hasLettersOf(name: string, word: string): boolean {
  let from = 0;
  const lower = name.toLowerCase();
  for (const letter of word) {
    const at = lower.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}
