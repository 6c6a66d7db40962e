import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Client, QueryResult } from "pg";
import type { PostgresRequest, PostgresResult, PostgresSettings } from "./postgres-request.ts";
import { Receipts } from "./receipts.ts";

/** A connection, and what tells its session from all others on the server. */
interface Connection {
  readonly client: Client;
  readonly session: PostgresResult["rows"][number];
}

/** What a transaction has done so far, for the case that it has to be done again on another connection. */
interface Open {
  readonly on: Connection;
  readonly done: { readonly sql: string; readonly results: readonly PostgresResult[] }[];
}

const SESSION = "SELECT pid, backend_start::text AS start FROM pg_stat_activity WHERE pid = pg_backend_pid()";

const CONNECT_TIMEOUT_MS = 10_000;
/** An answer that takes longer is not coming: the connection is dead, and nobody has told. */
const ANSWER_TIMEOUT_MS = 60_000;
/** Who has not seen the server yet may well have its address wrong. */
const FIRST_PATIENCE_MS = 5000;
const PAUSES_MS = [20, 100, 250, 500, 1000];

/**
 * A session with the server that outlives its connections. What was cut in the middle is done again: a question is asked
 * anew; a transaction is repeated from its start, and goes on where it was if it finds everything as it did the first
 * time; whether a COMMIT without an answer took place, is seen by the receipt that it would have left.
 */
export class PostgresSession {
  readonly #settings: PostgresSettings;
  readonly #newClient: (settings: object) => Client;
  readonly #receipts = new Receipts();
  #connection: Connection | undefined;
  /** Of the last connection that was lost: it may still hold locks, as the server does not know that we are gone. */
  #lost: Connection["session"] | undefined;
  #open: Open | undefined;
  #awaySince: number | undefined;
  #wasThere = false;

  constructor(settings: PostgresSettings, newClient: (settings: object) => Client) {
    this.#settings = settings;
    this.#newClient = newClient;
  }

  async ask({ kind, sql }: PostgresRequest): Promise<readonly PostgresResult[]> {
    switch (kind) {
      case "read":
        return this.#patiently(async () => {
          const connection = await this.#connected();
          return this.#send(connection, sql);
        });
      case "inside":
        return this.#patiently(() => this.#inside(sql));
      case "commit":
        return this.#commit(sql);
      case "rollback":
        return this.#rollback();
      case "close":
        await this.#connection?.client.end().catch(() => {});
        return [];
    }
  }

  async #inside(sql: string): Promise<readonly PostgresResult[]> {
    const connection = await this.#inTransaction();
    const results = await this.#send(connection, sql);
    this.#open?.done.push({ sql, results });
    return results;
  }

  async #commit(sql: string): Promise<readonly PostgresResult[]> {
    const { leave, question } = this.#receipts.next();
    let isSent = false;
    const results = await this.#patiently(async () => {
      if (isSent && (await this.#isCommitted(question))) return [];
      const connection = await this.#inTransaction();
      isSent = true;
      return this.#send(connection, `${sql}${sql === "" ? "" : ";\n"}${leave};\nCOMMIT`);
    });
    this.#open = undefined;
    return results;
  }

  async #rollback(): Promise<readonly PostgresResult[]> {
    this.#open = undefined;
    try {
      if (this.#connection !== undefined) await this.#send(this.#connection, "ROLLBACK");
    } catch {
      this.#lose(); // with its connection the transaction ends as well
    }
    return [];
  }

  /** Was the server given up, rather than that it refused something? */
  get isAway(): boolean {
    return this.#awaySince !== undefined;
  }

  /** A connection in the transaction that is open, which is begun where none is and repeated where its connection went. */
  async #inTransaction(): Promise<Connection> {
    if (this.#connection !== undefined && this.#open?.on === this.#connection) return this.#connection;
    const connection = await this.#connected();
    await this.#send(connection, `BEGIN;\n${this.#settings.lock}`);
    const done = this.#open?.done ?? [];
    for (const part of done) {
      const again = await this.#send(connection, part.sql);
      if (!isDeepStrictEqual(again, part.results))
        throw new Error(
          "The connection was lost, and others have written since: what was to be written does not hold.",
        );
    }
    this.#open = { on: connection, done };
    return connection;
  }

  /** Was the transaction committed whose COMMIT nobody has answered? Whoever has the lock knows that it has ended. */
  async #isCommitted(question: string): Promise<boolean> {
    const connection = await this.#connected();
    try {
      const results = await this.#send(connection, `BEGIN;\n${this.#settings.lock};\n${question};\nROLLBACK`);
      return results.at(-2)?.rows.length === 1;
    } catch (error) {
      const { code } = error as { readonly code?: string };
      if (code === LOCK_NOT_AVAILABLE) throw new LostConnection("The server has not yet ended a lost session.");
      if (code !== UNDEFINED_TABLE) throw error;
      await this.#send(connection, "ROLLBACK"); // what was lost would have made the tables
      return false;
    }
  }

  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        const result = await work();
        this.#awaySince = undefined;
        return result;
      } catch (error) {
        if (!isLost(error)) throw error;
        this.#lose();
        this.#awaySince ??= performance.now();
        const patienceMs = this.#wasThere
          ? this.#settings.patienceMs
          : Math.min(this.#settings.patienceMs, FIRST_PATIENCE_MS);
        if (performance.now() - this.#awaySince > patienceMs) throw error;
        await sleep(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)]);
      }
    }
  }

  async #connected(): Promise<Connection> {
    if (this.#connection !== undefined) return this.#connection;
    const client = this.#newClient({
      connectionString: this.#settings.url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      keepAlive: true,
      application_name: "pipewright",
    });
    client.on("error", () => this.#lose());
    await client.connect();
    const results = await query(client, `${this.#settings.greeting};\n${SESSION}`);
    const session = results.at(-1)?.rows[0] ?? {};
    const lost = this.#lost;
    if (lost !== undefined) {
      await query(
        client,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ${Number(lost.pid)} AND backend_start::text = '${String(lost.start)}'`,
      );
      this.#lost = undefined;
    }
    this.#wasThere = true;
    return (this.#connection = { client, session });
  }

  #lose(): void {
    const connection = this.#connection;
    if (connection === undefined) return;
    this.#connection = undefined;
    this.#lost = connection.session;
    void connection.client.end().catch(() => {});
  }

  #send(connection: Connection, sql: string): Promise<readonly PostgresResult[]> {
    return query(connection.client, sql);
  }
}

class LostConnection extends Error {
  override readonly name = "LostConnection";
}

/** As simple a query as there is: many statements are one message, and need no preparation that a pooler might lose. */
async function query(client: Client, sql: string): Promise<readonly PostgresResult[]> {
  const given = (await client.query({ text: sql, types: { getTypeParser: parserOf } })) as QueryResult | QueryResult[];
  return [given].flat().map(({ rows, rowCount }) => ({ rows, changes: rowCount ?? 0 }));
}

// https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
const [BOOL, INT8, INT2, INT4] = [16, 20, 21, 23];

/** Values as SQLite gives them: whole numbers, also for true and false, and texts. */
function parserOf(type: number): (text: string) => string | number {
  if (type === BOOL) return (text) => (text === "t" ? 1 : 0);
  return type === INT8 || type === INT4 || type === INT2 ? Number : (text) => text;
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: the connection, the server's end and its start.
const [LOCK_NOT_AVAILABLE, UNDEFINED_TABLE] = ["55P03", "42P01"];
const LOST_STATES = /^(?:08...|57P0[1235]|25P03|53300)$/;
const LOST_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
]);
/** What the driver says of it, without a code. */
const LOST_WORDS =
  /^(?:Connection terminated|Client has encountered a connection error|Query read timeout|timeout expired|Client was closed)/;

function isLost(error: unknown): boolean {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  if (error instanceof LostConnection) return true;
  return code === undefined ? LOST_WORDS.test(message ?? "") : LOST_STATES.test(code) || LOST_CODES.has(code);
}
