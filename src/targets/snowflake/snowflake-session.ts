import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { ConnectorError } from "../connector-error.ts";
import type { SnowflakeColumn } from "./from-snowflake.ts";
import { keyPairToken } from "./key-pair-token.ts";
import { snowflakeName } from "./snowflake-name.ts";
import type { SnowflakeOptions } from "./snowflake-options.ts";
import { toSnowflake } from "./to-snowflake.ts";

const PATH = "/api/v2/statements";
const MOST_TRIES = 4;
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [50, 3000];
/** Too much at once, or somebody on the way who can not reach it. */
const PASSING = new Set([408, 429, 502, 503, 504]);

/** What a statement gave; the rows come in parts, of which this has the first. */
export interface StatementResult {
  readonly statementHandle: string;
  readonly data?: readonly (readonly (string | null)[])[];
  readonly resultSetMetaData?: {
    readonly rowType: readonly SnowflakeColumn[];
    readonly partitionInfo?: readonly unknown[];
  };
}

/**
 * Statements through Snowflake's SQL API. Each is asked under an id of its own: when the answer is lost, it is asked again
 * under the same one, and Snowflake does not run it twice.
 *
 * https://docs.snowflake.com/en/developer-guide/sql-api/reference
 */
export class SnowflakeSession {
  readonly #url: URL;
  readonly #address: string;
  readonly #options: SnowflakeOptions;
  #signed: { readonly token: string; readonly until: number } | undefined;

  /** @param url `snowflake://user@account/database/schema?warehouse=…&role=…` */
  constructor(url: URL, address: string, options: SnowflakeOptions) {
    this.#url = url;
    this.#address = address;
    this.#options = options;
  }

  /** Runs a statement to its end. Given the signal, it is cancelled there, too. */
  async run(sql: string, values: readonly unknown[], signal: AbortSignal | undefined): Promise<StatementResult> {
    signal?.throwIfAborted();
    const query = new URLSearchParams({ requestId: randomUUID(), async: "true" });
    const [database, schema] = this.#url.pathname.slice(1).split("/").map(decodeURIComponent);
    const { warehouse, role } = Object.fromEntries(this.#url.searchParams);
    const context = Object.entries({ database, schema, warehouse, role }).filter(([, name]) => name);
    const bindings = values.map((value, index) => [index + 1, toSnowflake(value)]);
    const body = JSON.stringify({
      statement: sql,
      bindings: Object.fromEntries(bindings),
      ...Object.fromEntries(context.map(([key, name]) => [key, snowflakeName(name ?? "")])),
      parameters: { timezone: "UTC" },
    });
    let { status, answer } = await this.#ask("POST", `${PATH}?${query}`, body, undefined);
    const { statementHandle } = answer; // what was begun can be cancelled from here on, and not before
    try {
      signal?.throwIfAborted();
      for (let pause = FIRST_PAUSE_MS; status === 202; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
        ({ status, answer } = await this.#ask("GET", `${PATH}/${statementHandle}`, undefined, signal));
        if (status === 202) await setTimeout(pause, undefined, { signal });
      }
    } catch (error) {
      if (signal?.aborted)
        await this.#ask("POST", `${PATH}/${statementHandle}/cancel`, "{}", undefined).catch(() => {});
      throw error;
    }
    return answer;
  }

  /** Another part of what a statement gave; they are counted from 0. */
  async part(handle: string, part: number, signal: AbortSignal | undefined): Promise<StatementResult> {
    return (await this.#ask("GET", `${PATH}/${handle}?partition=${part}`, undefined, signal)).answer;
  }

  /** With the address, and no secret. */
  failed(error: unknown, signal: AbortSignal | undefined): unknown {
    if (signal?.aborted) return signal.reason;
    if (error instanceof ConnectorError) return error;
    const { token, privateKey, passphrase } = this.#options;
    return new ConnectorError(this.#address, error, [token, privateKey, passphrase, this.#signed?.token]);
  }

  async #ask(
    method: "GET" | "POST",
    target: string,
    body: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<{ status: number; answer: StatementResult }> {
    const { endpoint = `https://${this.#url.hostname.replaceAll("_", "-")}.snowflakecomputing.com` } = this.#options;
    for (let tried = 1; ; tried++) {
      // Only who asks again says so: Snowflake looks whether it knows the id.
      const again = tried > 1 && method === "POST" ? "&retry=true" : "";
      const options = {
        method,
        headers: this.#headers(),
        ...(body !== undefined && { body }),
        ...(signal && { signal }),
      };
      const response = await fetch(`${endpoint}${target}${again}`, options).catch((error: unknown) => {
        if (tried === MOST_TRIES || signal?.aborted) throw error;
        return undefined;
      });
      if (response !== undefined && !(PASSING.has(response.status) && tried < MOST_TRIES)) {
        const answer = (await response.json().catch(() => ({}))) as StatementResult & {
          message?: string;
          code?: string;
        };
        if (response.ok) return { status: response.status, answer };
        throw {
          message: answer.message ?? `the server answered ${response.status}.`,
          code: answer.code ?? response.status,
        };
      }
      await response?.body?.cancel();
      await setTimeout(FIRST_PAUSE_MS * 3 ** tried, undefined, { signal });
    }
  }

  #headers(): Record<string, string> {
    const { token, privateKey, passphrase } = this.#options;
    const headers = { "content-type": "application/json", accept: "application/json", "user-agent": "pipewright" };
    if (token !== undefined) return { ...headers, authorization: `Bearer ${token}` };
    if (privateKey === undefined) throw new Error("a privateKey or a token is needed to sign in.");
    if (this.#signed === undefined || this.#signed.until < Date.now()) {
      const user = decodeURIComponent(this.#url.username);
      this.#signed = keyPairToken(this.#url.hostname, user, { privateKey, passphrase });
    }
    const type = { "x-snowflake-authorization-token-type": "KEYPAIR_JWT" };
    return { ...headers, ...type, authorization: `Bearer ${this.#signed.token}` };
  }
}
