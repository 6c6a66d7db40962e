/** Words as a shell takes them for just these. */
export function shellText(words: readonly string[]): string {
  return words.map((word) => (/^[\w.:/=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(" ");
}
