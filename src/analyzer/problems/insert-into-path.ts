/**
 * Puts a parameter into the text of a path, before the ending of its last part: `"data/sales.csv"` becomes
 * `` `data/sales-${this.region}.csv` ``.
 *
 * @param literal as it stands in the source, with its quotes
 */
export function insertIntoPath(literal: string, parameter: string): string {
  const quote = literal.at(0);
  const inner = literal.slice(1, -1);
  const text = quote === "`" ? inner : inner.replaceAll("`", "\\`").replaceAll("${", "\\${");
  const hole = `\${this.${parameter}}`;
  // Neither slash nor dot of a hole counts.
  const bare = text.replace(/\$\{[^}]*\}/g, (match) => "_".repeat(match.length));
  const name = bare.lastIndexOf("/") + 1;
  const ending = bare.slice(name).search(/(?!^)\./);
  const at = ending < 0 ? text.length : name + ending;
  const joined = at > name ? `-${hole}` : hole;
  return `\`${text.slice(0, at)}${joined}${text.slice(at)}\``;
}
