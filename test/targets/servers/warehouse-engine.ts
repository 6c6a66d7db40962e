import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";

export interface EngineResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * What runs the statements that the stand-ins of warehouses are given: DuckDB, which speaks enough of their SQL. One
 * statement at a time.
 */
export class WarehouseEngine {
  readonly #connection: DuckDBConnection;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async start(schema: string): Promise<WarehouseEngine> {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`CREATE SCHEMA ${schema}; USE ${schema}`);
    return new WarehouseEngine(connection);
  }

  run(sql: string, values: readonly unknown[] = []): Promise<EngineResult> {
    const mine = this.#last.then(() => this.#run(sql, values));
    this.#last = mine.catch(() => {});
    return mine;
  }

  stop(): void {
    this.#connection.closeSync();
  }

  async #run(sql: string, values: readonly unknown[]): Promise<EngineResult> {
    const reader = await this.#connection.runAndReadAll(sql, values as DuckDBValue[]);
    const names = reader.columnNames();
    return {
      columns: reader.columnTypes().map((type, index) => ({ name: names[index] ?? "", type: type.toString() })),
      rows: reader.getRowsJson(),
    };
  }
}
