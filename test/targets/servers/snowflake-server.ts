import { createHash, generateKeyPairSync, randomUUID, verify } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { type JsonServer, jsonServer, Refused, sendJson } from "./json-server.ts";
import { WarehouseEngine } from "./warehouse-engine.ts";

export const SNOWFLAKE_USER = "loader";
export const ACCOUNT = "tests-contract";
const PART = 1000;
/** Of what DuckDB calls them. */
const TYPES: Record<string, string> = {
  BIGINT: "fixed",
  INTEGER: "fixed",
  DOUBLE: "real",
  BOOLEAN: "boolean",
  DATE: "date",
  BLOB: "binary",
  TIMESTAMP: "timestamp_ntz",
  "TIMESTAMP WITH TIME ZONE": "timestamp_ltz",
};

interface Asked {
  readonly statement: string;
  readonly bindings?: Record<string, { readonly type: string; readonly value: string | null }>;
  readonly database?: string;
  readonly schema?: string;
}

interface Statement {
  readonly handle: string;
  readonly asked: Asked;
  state: "running" | "done" | "cancelled";
  result?: Awaited<ReturnType<WarehouseEngine["run"]>>;
  error?: { readonly code: string; readonly sqlState: string; readonly message: string };
}

export interface SnowflakeServer extends JsonServer {
  /** The key of the user that it knows, in PEM. */
  readonly privateKey: string;
  /** All statements that were run, in their order. */
  statements(): readonly { readonly sql: string; readonly state: Statement["state"] }[];
  /** Takes the next so many statements and does not tell that it has. */
  loseAnswers(count: number): void;
  /** Lets statements with this in it run on until they are cancelled. */
  hang(text: string | undefined): void;
}

/**
 * What Snowflake's SQL API answers by what is published of it; the statements themselves are run by DuckDB. No Snowflake can
 * be had here.
 *
 * https://docs.snowflake.com/en/developer-guide/sql-api/reference
 */
export async function snowflakeServer(): Promise<SnowflakeServer> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const service = new Service(await WarehouseEngine.start("PUBLIC"), publicKey.export({ type: "spki", format: "pem" }));
  const fingerprint = createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64");
  const server = await jsonServer(
    async (request, response, url) => {
      service.admit(request, fingerprint);
      await service.answer(request, response, url);
    },
    ({ reason, message }) => ({ code: reason, message }),
  );
  const stop = async () => {
    await server.stop();
    service.engine.stop();
  };
  return {
    ...server,
    stop,
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    statements: () => [...service.statements.values()].map(({ asked, state }) => ({ sql: asked.statement, state })),
    loseAnswers: (count) => void (service.lost = count),
    hang: (text) => void (service.hanging = text),
  };
}

class Service {
  readonly engine: WarehouseEngine;
  readonly statements = new Map<string, Statement>();
  lost = 0;
  hanging: string | undefined;
  readonly #publicKey: string | Buffer;
  readonly #requests = new Map<string, Statement>();

  constructor(engine: WarehouseEngine, publicKey: string | Buffer) {
    this.engine = engine;
    this.#publicKey = publicKey;
  }

  admit({ headers }: IncomingMessage, fingerprint: string): void {
    const [, head = "", claims = "", signature = ""] =
      /^Bearer ([^.]+)\.([^.]+)\.([^.]+)$/.exec(headers.authorization ?? "") ?? [];
    const signed = Buffer.from(signature, "base64url");
    const isHis = verify("RSA-SHA256", Buffer.from(`${head}.${claims}`), this.#publicKey, signed);
    if (headers["x-snowflake-authorization-token-type"] !== "KEYPAIR_JWT" || !isHis)
      throw new Refused(401, "390144", "JWT token is invalid.");
    const { iss, sub, exp } = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, unknown>;
    const subject = `${ACCOUNT}.${SNOWFLAKE_USER}`.toUpperCase();
    if (sub !== subject || iss !== `${subject}.SHA256:${fingerprint}` || Number(exp) * 1000 < Date.now())
      throw new Refused(401, "390144", `JWT token is invalid for ${String(sub)}.`);
  }

  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, handle, action] = /^\/api\/v2\/statements(?:\/([^/]+))?(?:\/(cancel))?$/.exec(url.pathname) ?? [];
    if (handle === undefined) {
      const statement = this.#submit((await json(request)) as Asked, url);
      if (this.lost > 0) {
        this.lost--;
        return void response.destroy();
      }
      return this.#tell(response, statement, 0);
    }
    const statement = this.statements.get(handle);
    if (statement === undefined) throw new Refused(404, "000709", `Statement ${handle} not found`);
    if (action === "cancel") statement.state = "cancelled";
    this.#tell(response, statement, Number(url.searchParams.get("partition") ?? 0));
  }

  #submit(asked: Asked, { searchParams }: URL): Statement {
    const id = searchParams.get("requestId") ?? randomUUID();
    const known = this.#requests.get(id);
    if (known !== undefined && searchParams.get("retry") === "true") return known;
    if (asked.database !== "CONTRACT" || asked.schema !== "PUBLIC")
      throw new Refused(422, "002043", `Database '${asked.database}' does not exist or not authorized.`);
    const statement: Statement = { handle: randomUUID(), asked, state: "running" };
    this.#requests.set(id, statement);
    this.statements.set(statement.handle, statement);
    if (this.hanging !== undefined && asked.statement.includes(this.hanging)) return statement;
    const values = Object.values(asked.bindings ?? {}).map(({ type, value }) => {
      if (value === null) return null;
      if (type === "FIXED") return BigInt(value);
      if (type === "REAL") return Number(value);
      return type === "BOOLEAN" ? value === "true" : value;
    });
    this.engine
      .run(inDuckDb(asked.statement), values)
      .then(
        (result) => (statement.result = result),
        (error: Error) => (statement.error = errorOf(error.message)),
      )
      .finally(() => (statement.state = "done"));
    return statement;
  }

  #tell(response: ServerResponse, { handle, state, error, result }: Statement, part: number): void {
    const statementHandle = handle;
    if (state === "running") {
      const statementStatusUrl = `/api/v2/statements/${handle}`;
      return sendJson(response, { code: "333334", message: "In progress", statementHandle, statementStatusUrl }, 202);
    }
    if (state === "cancelled")
      return sendJson(response, { code: "000604", sqlState: "57014", message: "Canceled", statementHandle }, 422);
    if (error !== undefined) return sendJson(response, { ...error, statementHandle }, 422);
    const { columns = [], rows = [] } = result ?? {};
    const partitionInfo = Array.from({ length: Math.max(1, Math.ceil(rows.length / PART)) }, (_, index) => ({
      rowCount: Math.min(PART, rows.length - index * PART),
    }));
    const rowType = columns.map(({ name, type }) => ({
      name: /^[a-z_][a-z0-9_$]*$/.test(name) ? name.toUpperCase() : name,
      type: TYPES[type.replace(/\(.*/, "")] ?? (type.startsWith("DECIMAL") ? "fixed" : "text"),
      scale: Number(/,(\d+)\)/.exec(type)?.[1] ?? 0),
    }));
    const data = rows
      .slice(part * PART, (part + 1) * PART)
      .map((row) => row.map((value, index) => textOf(value, rowType[index]?.type ?? "text")));
    const meta = part === 0 && {
      resultSetMetaData: { numRows: rows.length, format: "jsonv2", rowType, partitionInfo },
    };
    sendJson(response, { ...meta, data, code: "090001", statementHandle });
  }
}

/** Days and seconds since 1970 are how dates and times go over the wire. */
function textOf(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (type === "date") return String(Date.parse(`${String(value)}Z`) / 86_400_000);
  if (!type.startsWith("timestamp")) return String(value);
  const [whole = "", part = ""] = String(value)
    .replace(/[+-]\d\d$/, "")
    .split(".");
  return `${Date.parse(`${whole.replace(" ", "T")}Z`) / 1000}.${part.padEnd(9, "0")}`;
}

function inDuckDb(sql: string): string {
  return sql
    .replace(/\bTRANSIENT\b/, "")
    .replace("TIMESTAMP_LTZ", "TIMESTAMPTZ")
    .replace("NUMBER(", "DECIMAL(");
}

function errorOf(message: string): { code: string; sqlState: string; message: string } {
  const table = /Table with name (.+) does not exist/.exec(message)?.[1];
  if (table === undefined) return { code: "001003", sqlState: "42000", message: `SQL compilation error: ${message}` };
  const text = `SQL compilation error:\nObject '${table}' does not exist or not authorized.`;
  return { code: "002003", sqlState: "42S02", message: text };
}
