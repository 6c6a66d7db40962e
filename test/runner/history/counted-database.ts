import type { HistoryDatabase, HistoryStatement } from "../../../src/runner/history/history-database.ts";

/**
 * A database that counts the questions whose answers are waited for: each is a round trip where the database is on
 * another machine. What is only written goes out with the next of them.
 */
export class CountedDatabase implements HistoryDatabase {
  questions = 0;
  readonly #database: HistoryDatabase;

  constructor(database: HistoryDatabase) {
    this.#database = database;
  }

  prepare(sql: string): HistoryStatement {
    const statement = this.#database.prepare(sql);
    const ask = () => void this.questions++;
    return {
      all: (...values) => (ask(), statement.all(...values)),
      get: (...values) => (ask(), statement.get(...values)),
      iterate: (...values) => (ask(), statement.iterate(...values)),
      run: (...values) => {
        const done = statement.run(...values);
        return {
          get changes() {
            ask();
            return done.changes;
          },
        };
      },
    };
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  close(): void {
    this.#database.close();
  }
}
