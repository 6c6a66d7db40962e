export interface SnowflakeColumn {
  readonly name: string;
  readonly type: string;
  readonly scale?: number | null;
}

const DAY_MS = 86_400_000;

/**
 * A value as the other databases give it: numbers and booleans as such, dates and times as text, JSON as its text.
 *
 * https://docs.snowflake.com/en/developer-guide/sql-api/handling-responses#getting-the-data-from-the-results
 */
export function fromSnowflake(value: string | null, { type, scale }: SnowflakeColumn): unknown {
  if (value === null) return null;
  switch (type.toLowerCase()) {
    case "fixed":
      return (scale ?? 0) === 0 && Number.isSafeInteger(Number(value)) ? Number(value) : value;
    case "real":
      return Number(value);
    case "boolean":
      return value === "true" || value === "1";
    case "binary":
      return Buffer.from(value, "hex");
    case "date":
      return new Date(Number(value) * DAY_MS).toISOString().slice(0, 10);
    case "time":
      return timeOf(value).slice(11, -1);
    case "timestamp_ntz":
      return timeOf(value).replace("T", " ").slice(0, -1);
    case "timestamp_ltz":
    case "timestamp_tz":
      return timeOf(value.split(" ")[0] ?? ""); // behind it, the zone in which it was given
    default:
      return value;
  }
}

/** @param seconds since 1970, with nine digits behind the point */
function timeOf(seconds: string): string {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(seconds) ?? [];
  const millis = Number(`${sign}${whole}`) * 1000 + Number(`${sign}${part.padEnd(3, "0").slice(0, 3)}`);
  const rest = sign === "" ? part.slice(3).replace(/0+$/, "") : ""; // before 1970, as far as a Date goes
  return new Date(millis).toISOString().replace("Z", `${rest}Z`);
}
