import { randomUUID } from "node:crypto";

/** The table that they are in. */
export const RECEIPTS = `
  CREATE TABLE receipts (
    session text COLLATE "C" PRIMARY KEY,
    number bigint NOT NULL,
    left_at timestamptz NOT NULL
  );
`;

/**
 * What each transaction of a session leaves beside its rows, so that it can be seen whether it took place when nobody has
 * answered. The server's own number of a transaction does not tell it: after a crash it gives one again that it had not
 * put on its disk.
 */
export class Receipts {
  readonly #session = randomUUID();
  #last = 0;

  /** @returns statements for the end of a transaction, and a question that has a row when the transaction took place */
  next(): { readonly leave: string; readonly question: string } {
    const number = ++this.#last;
    const forgetOld = "DELETE FROM receipts WHERE left_at < now() - interval '1 day'";
    const leave = `INSERT INTO receipts VALUES ('${this.#session}', ${number}, now())
      ON CONFLICT (session) DO UPDATE SET number = excluded.number, left_at = excluded.left_at`;
    return {
      leave: number === 1 ? `${forgetOld};\n${leave}` : leave,
      question: `SELECT 1 FROM receipts WHERE session = '${this.#session}' AND number = ${number}`,
    };
  }
}
