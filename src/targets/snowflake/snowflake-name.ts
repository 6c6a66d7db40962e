/**
 * A name as Snowflake keeps it: names without capitals are those of who does not quote them, which it keeps in capitals.
 *
 * @example snowflakeName("sales") // SALES
 */
export function snowflakeName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name.toUpperCase() : name;
}
