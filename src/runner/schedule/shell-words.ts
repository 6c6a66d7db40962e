const PLAIN = /^[\w@+=:,./-]+$/;

/** Writes words as a line that every POSIX shell takes apart into just these words. */
export function shellWords(words: readonly string[]): string {
  return words.map((word) => (PLAIN.test(word) ? word : quoted(word))).join(" ");
}

/** A single quote is put into double ones, since crontab has a meaning of its own for backslashes. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}
