import type { ColumnDifference, TableDifferences, ValueDifference } from "../../protocol/output-comparison.ts";

export type TableRow = Readonly<Record<string, unknown>>;

/** How many differences are told one by one. */
const EXAMPLES = 3;

/**
 * What differs between two tables: rows are the same row when the columns that tell rows apart say so. Nobody has said
 * which these are: the first columns are, as many as are needed for no two rows of either table to have the same values.
 */
export function compareTables(old: readonly TableRow[], now: readonly TableRow[]): TableDifferences {
  const [oldColumns, newColumns] = [columnsOf(old), columnsOf(now)];
  // A table without rows does not say which columns it would have.
  const both =
    old.length === 0
      ? newColumns
      : now.length === 0
        ? oldColumns
        : oldColumns.filter((name) => newColumns.includes(name));
  const key = keyOf(both, old, now);
  const others = both.filter((name) => !key.includes(name));
  const totals = new Map(others.map((name) => [name, totalsOf(name, old, now)]));
  const { changes, ...counts } = key.length > 0 ? byKey(key, others, old, now) : asWhole(both, old, now);
  const columns = others.flatMap((name): ColumnDifference[] => {
    const [changed, sums] = [changes.get(name), totals.get(name)];
    const isMoved = sums !== undefined && sums.old !== sums.new;
    if (!changed && !isMoved) return [];
    return [{ name, ...(changed !== undefined && { changed }), ...(isMoved && { totals: sums }) }];
  });
  const isKnown = old.length > 0 && now.length > 0;
  return {
    kind: "table",
    key,
    columnsAdded: isKnown ? newColumns.filter((name) => !oldColumns.includes(name)) : [],
    columnsRemoved: isKnown ? oldColumns.filter((name) => !newColumns.includes(name)) : [],
    ...counts,
    columns,
  };
}

interface RowCounts extends Pick<TableDifferences, "rowsAdded" | "rowsRemoved" | "rowsChanged" | "rowsSame"> {
  /** By column: in how many rows. */
  readonly changes: ReadonlyMap<string, number>;
  readonly examples: readonly ValueDifference[];
}

function byKey(
  key: readonly string[],
  others: readonly string[],
  old: readonly TableRow[],
  now: readonly TableRow[],
): RowCounts {
  const before = new Map(old.map((row) => [valuesOf(key, row), row]));
  const changes = new Map(others.map((name) => [name, 0]));
  const examples: ValueDifference[] = [];
  let [rowsAdded, rowsChanged, rowsSame] = [0, 0, 0];
  for (const row of now) {
    const earlier = before.get(valuesOf(key, row));
    if (earlier === undefined) {
      rowsAdded++;
      continue;
    }
    const changed = others.filter((name) => textOf(earlier[name]) !== textOf(row[name]));
    if (changed.length === 0) rowsSame++;
    else rowsChanged++;
    for (const name of changed) changes.set(name, (changes.get(name) ?? 0) + 1);
    const [name] = changed;
    if (name !== undefined && examples.length < EXAMPLES)
      examples.push({
        at: `${key.map((each) => `${each}=${textOf(row[each])}`).join(", ")}: ${name}`,
        old: textOf(earlier[name]),
        new: textOf(row[name]),
      });
  }
  const rowsRemoved = old.length - rowsChanged - rowsSame;
  return { rowsAdded, rowsRemoved, rowsChanged, rowsSame, changes, examples };
}

/** Where no columns tell rows apart, a row is the same as one with the same values, and two are the same as two. */
function asWhole(columns: readonly string[], old: readonly TableRow[], now: readonly TableRow[]): RowCounts {
  const left = new Map<string, number>();
  for (const row of old) left.set(valuesOf(columns, row), (left.get(valuesOf(columns, row)) ?? 0) + 1);
  let rowsSame = 0;
  for (const row of now) {
    const values = valuesOf(columns, row);
    const count = left.get(values) ?? 0;
    if (count === 0) continue;
    left.set(values, count - 1);
    rowsSame++;
  }
  return {
    rowsAdded: now.length - rowsSame,
    rowsRemoved: old.length - rowsSame,
    rowsChanged: 0,
    rowsSame,
    changes: new Map(),
    examples: [],
  };
}

/** All columns would tell rows apart by what may have changed of them: that is no key. */
function keyOf(columns: readonly string[], ...tables: readonly (readonly TableRow[])[]): string[] {
  for (let length = 1; length < columns.length; length++) {
    const key = columns.slice(0, length);
    if (tables.every((rows) => new Set(rows.map((row) => valuesOf(key, row))).size === rows.length)) return key;
  }
  return [];
}

function columnsOf(rows: readonly TableRow[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

/** @returns `undefined` where one of the values is no number */
function totalsOf(name: string, ...tables: readonly [readonly TableRow[], readonly TableRow[]]) {
  const [old, now] = tables.map((rows) => {
    let total = 0;
    for (const row of rows) {
      const value = row[name];
      if (typeof value !== "number" && (typeof value !== "string" || value.trim() === "")) {
        if (value !== undefined && value !== null && value !== "") return Number.NaN;
        continue;
      }
      total += Number(value);
    }
    // Of many small errors of addition none is to look like a difference.
    return Number(total.toPrecision(12));
  });
  if (old === undefined || now === undefined || !Number.isFinite(old) || !Number.isFinite(now)) return undefined;
  return { old, new: now };
}

function valuesOf(columns: readonly string[], row: TableRow): string {
  return JSON.stringify(columns.map((name) => textOf(row[name])));
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined ? "" : JSON.stringify(value);
}
