/** A row that a query gave, by the names of its columns. */
export type DatabaseRow = Readonly<Record<string, unknown>>;

export type DatabaseRows = Iterable<DatabaseRow> | AsyncIterable<DatabaseRow>;
