import { createHash } from "node:crypto";
import path from "node:path";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { ownProgram } from "../project/own-program.ts";
import type { HistoryDatabase, HistoryStatement, HistoryValue } from "./history-database.ts";
import { HistoryServerError } from "./history-server-error.ts";
import type { PostgresReply, PostgresRequest, PostgresResult, PostgresThreadData } from "./postgres-request.ts";
import { cutAtValues, inWordsOfPostgres, withValues } from "./postgres-words.ts";

export interface PostgresHistoryOptions {
  /** With the password, which no error tells. */
  readonly url: URL;
  /** The schema that has the history's tables. */
  readonly schema: string;
  /** The driver's module. */
  readonly driver: string;
  readonly patienceMs: number;
}

/** A reply takes as long as the thread is patient, and as its last question takes; after that there is no thread. */
const NO_THREAD_MS = 300_000;

/** Statements that wait for one round trip. */
const MOST_UNSENT = 1000;

/** The words of SQLite for what is done to a transaction. */
const [BEGIN, COMMIT, ROLLBACK] = ["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"];

/**
 * The history's tables on a PostgreSQL server, used as those in SQLite are: whoever asks waits for the answer. A thread
 * holds the connection. What nothing is read of goes out with what comes after it, so that a transaction that only
 * writes takes two round trips. As with SQLite one transaction writes at a time: there is a lock for it.
 */
export class PostgresHistory implements HistoryDatabase {
  /** Where the history is, without the password. */
  readonly address: string;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #secrets: readonly string[];
  #isOpen = false;
  /** Does the server know of the transaction yet? */
  #isBegun = false;
  #unsent: Unsent[] = [];

  constructor({ url, schema, driver, patienceMs }: PostgresHistoryOptions) {
    this.address = `${url.protocol}//${url.host}${url.pathname} (schema ${schema})`;
    this.#secrets = [url.password, decodeURIComponent(url.password)].filter((secret) => secret !== "");
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const workerData: PostgresThreadData = {
      driver,
      url: url.href,
      greeting: [
        `SET search_path = ${quoted(schema)}`,
        "SET standard_conforming_strings = on",
        "SET client_min_messages = warning",
        "SET lock_timeout = '10s'",
        // Whoever stands still in the middle of writing does not hold up all others.
        "SET idle_in_transaction_session_timeout = '10s'",
      ].join(";\n"),
      lock: `SELECT pg_advisory_xact_lock(${lockOf(schema)})`,
      patienceMs,
      port: port2,
      signal: this.#signal,
    };
    const program = path.extname(import.meta.filename) === ".ts" ? "postgres-thread.ts" : "history-thread.js";
    const script = program.endsWith(".ts") ? path.join(import.meta.dirname, program) : ownProgram(program);
    this.#worker = new Worker(script, { workerData, transferList: [port2] });
    this.#worker.unref();
    this.#worker.on("error", () => {}); // who asks is told that no answer came
    this.#port.unref();
  }

  prepare(sql: string): HistoryStatement {
    const parts = cutAtValues(sql);
    const all = (...values: HistoryValue[]) => this.#read(withValues(parts, values)).rows;
    return {
      all,
      get: (...values) => all(...values)[0],
      iterate: all,
      run: (...values) => this.#write(withValues(parts, values)),
    };
  }

  exec(sql: string): void {
    if (sql === BEGIN) this.#isOpen = true;
    else if (sql === COMMIT) this.#end("commit");
    else if (sql === ROLLBACK) this.#end("rollback");
    else this.#read(inWordsOfPostgres(sql));
  }

  close(): void {
    try {
      this.#ask({ kind: "close", sql: "" });
    } finally {
      void this.#worker.terminate();
    }
  }

  #read(sql: string): PostgresResult {
    if (!this.#isOpen) return this.#ask({ kind: "read", sql }).at(-1) ?? NOTHING;
    return this.#send("inside", sql).at(-1) ?? NOTHING;
  }

  #write(sql: string): { readonly changes: number } {
    const isOpen = this.#isOpen;
    const unsent: Unsent = { sql, changes: undefined };
    this.#isOpen = true;
    this.#unsent.push(unsent);
    if (!isOpen) {
      try {
        this.#send("inside");
        this.#end("commit");
      } catch (error) {
        this.#end("rollback");
        throw error;
      }
    }
    if (isOpen && this.#unsent.length >= MOST_UNSENT) this.#send("inside");
    const changes = () => {
      if (unsent.changes === undefined) this.#send("inside");
      return unsent.changes ?? 0;
    };
    return {
      get changes() {
        return changes();
      },
    };
  }

  #end(kind: "commit" | "rollback"): void {
    if (kind === "commit") {
      if (this.#isBegun || this.#unsent.length > 0) this.#send("commit");
    } else {
      this.#unsent = [];
      if (this.#isBegun) this.#ask({ kind, sql: "" });
    }
    this.#isOpen = false;
    this.#isBegun = false;
  }

  /** Sends what has waited, and a statement after it. */
  #send(kind: "inside" | "commit", ...last: string[]): readonly PostgresResult[] {
    const unsent = this.#unsent;
    this.#unsent = [];
    this.#isBegun = true;
    const results = this.#ask({ kind, sql: [...unsent.map(({ sql }) => sql), ...last].join(";\n") });
    for (const [index, each] of unsent.entries()) each.changes = results[index]?.changes ?? 0;
    return results;
  }

  #ask(request: PostgresRequest): readonly PostgresResult[] {
    Atomics.store(this.#signal, 0, 0);
    this.#port.postMessage(request, []);
    Atomics.wait(this.#signal, 0, 0, NO_THREAD_MS);
    const reply = receiveMessageOnPort(this.#port)?.message as PostgresReply | undefined;
    if (reply !== undefined && "results" in reply) return reply.results;
    const { message, code, isAway } = reply?.error ?? { message: "no answer came", code: undefined, isAway: true };
    const told = this.#secrets.reduce((text, secret) => text.replaceAll(secret, "***"), message);
    throw new HistoryServerError(this.address, told, code, isAway);
  }
}

interface Unsent {
  readonly sql: string;
  /** Known once it was sent. */
  changes: number | undefined;
}

const NOTHING: PostgresResult = { rows: [], changes: 0 };

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Two histories in one database do not wait for each other. */
function lockOf(schema: string): string {
  return createHash("sha256").update(`pipewright ${schema}`).digest().readBigInt64BE().toString();
}
