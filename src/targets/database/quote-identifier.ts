/** @param mark what the database puts around an identifier, and doubles within it */
export function quoteIdentifier(name: string, mark: '"' | "`"): string {
  return name
    .split(".")
    .map((part) => mark + part.replaceAll(mark, mark + mark) + mark)
    .join(".");
}
