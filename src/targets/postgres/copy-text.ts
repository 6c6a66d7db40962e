const ESCAPED: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const BLOCK = 1 << 16;

/** Rows in COPY's text form, in blocks: https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2 */
export async function* copyText(rows: AsyncIterable<readonly unknown[]>): AsyncGenerator<string, void, undefined> {
  let block = "";
  for await (const row of rows) {
    block += `${row.map(field).join("\t")}\n`;
    if (block.length < BLOCK) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}

function field(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "string") return value.replace(/[\\\n\r\t]/g, (character) => ESCAPED[character] as string);
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString("hex")}`;
  return value instanceof Date ? value.toISOString() : String(value);
}
