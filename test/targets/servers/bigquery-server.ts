import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import os from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { GoogleIdentity } from "./google-identity.ts";
import { type JsonServer, jsonServer, Refused, sendJson } from "./json-server.ts";
import { WarehouseEngine } from "./warehouse-engine.ts";

export const PROJECT = "tests";
export const DATASET = "contract";
/** Of what DuckDB calls them. */
const TYPES: Record<string, string> = {
  BIGINT: "INTEGER",
  INTEGER: "INTEGER",
  DOUBLE: "FLOAT",
  BOOLEAN: "BOOLEAN",
  DATE: "DATE",
  BLOB: "BYTES",
  "TIMESTAMP WITH TIME ZONE": "TIMESTAMP",
};

interface Configuration {
  readonly query?: {
    readonly query: string;
    readonly queryParameters?: readonly {
      readonly parameterType: { readonly type: string };
      readonly parameterValue: { readonly value?: string | null };
    }[];
  };
  readonly load?: {
    readonly destinationTable: { readonly tableId: string };
    readonly schema: { readonly fields: readonly { readonly name: string; readonly type: string }[] };
  };
}

interface StartedJob {
  readonly id: string;
  readonly configuration: Configuration;
  state: "PENDING" | "DONE";
  result?: Awaited<ReturnType<WarehouseEngine["run"]>>;
  error?: { readonly reason: string; readonly message: string };
}

export interface BigQueryServer extends JsonServer {
  readonly identity: GoogleIdentity;
  /** The ids of all jobs that were started, in their order, with what they do. */
  jobs(): readonly { readonly id: string; readonly does: string }[];
  /** How often a job was asked for by its id. */
  lookups(id: string): number;
  /** Lets jobs whose text has this in it wait, until the function that is returned is called. */
  hold(text: string): () => void;
  /** Lets the next job with this in it fail. */
  failOnce(text: string): void;
}

/**
 * What BigQuery answers by its published REST protocol; the statements themselves are run by DuckDB. No BigQuery, and no
 * emulator of it, can be had here.
 *
 * https://cloud.google.com/bigquery/docs/reference/rest
 */
export async function bigQueryServer(): Promise<BigQueryServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-bigquery-"));
  const identity = new GoogleIdentity(folder);
  const service = new Service(folder, await WarehouseEngine.start(DATASET));
  const server = await jsonServer(
    async (request, response, url) => {
      if (await identity.admits(request, response, url)) await service.answer(request, response, url);
    },
    ({ status, reason, message }) => ({ error: { code: status, message, errors: [{ reason, message }] } }),
  );
  const stop = async () => {
    await server.stop();
    service.engine.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    ...server,
    identity,
    stop,
    jobs: () => [...service.jobs.values()].map(({ id, configuration }) => ({ id, does: textOf(configuration) })),
    lookups: (id) => service.lookups.get(id) ?? 0,
    hold: (text) => service.hold(text),
    failOnce: (text) => void (service.failing = text),
  };
}

class Service {
  readonly engine: WarehouseEngine;
  readonly jobs = new Map<string, StartedJob>();
  readonly lookups = new Map<string, number>();
  failing: string | undefined;
  readonly #folder: string;
  #held: { readonly text: string; readonly until: Promise<void> } | undefined;

  constructor(folder: string, engine: WarehouseEngine) {
    this.#folder = folder;
    this.engine = engine;
  }

  hold(text: string): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = { text, until: promise };
    return () => {
      this.#held = undefined;
      resolve();
    };
  }

  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, project, ...rest] = url.pathname.replace(/^(\/upload)?\/bigquery\/v2\/projects\//, "/").split("/");
    if (project !== PROJECT) throw new Refused(403, "accessDenied", `Access Denied: Project ${project}`);
    const [kind, id = "", kind2, table = "", action] = rest.map(decodeURIComponent);
    if (kind === "queries") return this.#results(response, id, url);
    if (kind === "datasets" && id !== DATASET)
      throw new Refused(404, "notFound", `Not found: Dataset ${PROJECT}:${id}`);
    if (kind === "datasets" && kind2 === "tables" && action === undefined) {
      const fields = await this.#fieldsOf(table);
      return sendJson(response, { kind: "bigquery#table", tableReference: { tableId: table }, schema: { fields } });
    }
    if (kind !== "jobs") throw new Refused(404, "notFound", url.pathname);
    if (request.method === "POST" && id === "") {
      const body = await buffer(request);
      const boundary = /boundary="?([^";]+)/.exec(request.headers["content-type"] ?? "")?.[1];
      const [json, rows] = boundary === undefined ? [body.toString(), ""] : partsOf(body, boundary);
      return sendJson(response, told(this.#start(JSON.parse(json) as never, rows)));
    }
    this.lookups.set(id, (this.lookups.get(id) ?? 0) + 1);
    const job = this.#job(id);
    sendJson(response, kind2 === "cancel" ? { job: told(job) } : told(job));
  }

  #job(id: string): StartedJob {
    const job = this.jobs.get(id);
    if (job === undefined) throw new Refused(404, "notFound", `Not found: Job ${PROJECT}:${id}`);
    return job;
  }

  #start(
    { jobReference, configuration }: { jobReference: { jobId: string }; configuration: Configuration },
    rows: string,
  ): StartedJob {
    const id = jobReference.jobId;
    if (this.jobs.has(id)) throw new Refused(409, "duplicate", `Already Exists: Job ${PROJECT}:${id}`);
    const job: StartedJob = { id, configuration, state: "PENDING" };
    this.jobs.set(id, job);
    const run = async () => {
      const text = textOf(configuration);
      if (this.#held !== undefined && text.includes(this.#held.text)) await this.#held.until;
      if (this.failing !== undefined && text.includes(this.failing)) {
        this.failing = undefined;
        throw new Error("Resources exceeded.");
      }
      return configuration.load === undefined ? this.#query(configuration) : this.#load(configuration.load, rows);
    };
    run()
      .then(
        (result) => (job.result = result),
        (error: Error) => (job.error = errorOf(error.message)),
      )
      .finally(() => (job.state = "DONE"));
    return job;
  }

  #query({ query }: Configuration) {
    const values = (query?.queryParameters ?? []).map(({ parameterType: { type }, parameterValue: { value } }) => {
      if (value === undefined || value === null) return null;
      if (type === "INT64") return BigInt(value);
      if (type === "FLOAT64") return Number(value);
      return type === "BOOL" ? value === "true" : value;
    });
    return this.engine.run(inDuckDb(query?.query ?? ""), values);
  }

  async #load({ destinationTable: { tableId }, schema }: NonNullable<Configuration["load"]>, rows: string) {
    const file = path.join(this.#folder, "rows.ndjson");
    const columns = schema.fields.map(({ name, type }) => `"${name}" ${type === "FLOAT" ? "DOUBLE" : type}`);
    await this.engine.run(`CREATE OR REPLACE TABLE "${tableId}" (${columns.join(", ")})`);
    if (rows.trim() === "") return undefined;
    writeFileSync(file, rows);
    const read = schema.fields.map(({ name, type }) => `'${name}': '${type === "FLOAT" ? "DOUBLE" : type}'`);
    const from = `read_json('${file}', format = 'newline_delimited', columns = {${read.join(", ")}})`;
    return this.engine.run(`INSERT INTO "${tableId}" SELECT * FROM ${from}`);
  }

  async #fieldsOf(table: string) {
    const sql =
      "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position";
    const { rows } = await this.engine.run(sql, [table]);
    if (rows.length === 0) throw new Refused(404, "notFound", `Not found: Table ${PROJECT}:${DATASET}.${table}`);
    return rows.map(([name, type]) => ({ name, type: TYPES[String(type)] ?? "STRING" }));
  }

  #results(response: ServerResponse, id: string, { searchParams }: URL): void {
    const { result, state } = this.#job(id);
    const from = Number(searchParams.get("pageToken") ?? 0);
    const to = from + Number(searchParams.get("maxResults") ?? 1000);
    const { rows = [], columns = [] } = result ?? {};
    sendJson(response, {
      jobComplete: state === "DONE",
      jobReference: { jobId: id, projectId: PROJECT },
      totalRows: String(rows.length),
      schema: { fields: columns.map(({ name, type }) => ({ name, type: TYPES[type] ?? "STRING", mode: "NULLABLE" })) },
      rows: rows
        .slice(from, to)
        .map((row) => ({ f: row.map((value) => ({ v: value === null ? null : String(value) })) })),
      ...(to < rows.length && { pageToken: String(to) }),
    });
  }
}

function told({ id, configuration, state, error }: StartedJob) {
  const status = { state, ...(error !== undefined && { errorResult: error, errors: [error] }) };
  return { kind: "bigquery#job", jobReference: { jobId: id, projectId: PROJECT }, configuration, status };
}

function textOf({ query, load }: Configuration): string {
  return query?.query ?? `load ${load?.destinationTable.tableId}`;
}

function inDuckDb(sql: string): string {
  return sql.replaceAll("`", '"').replaceAll("INT64", "BIGINT");
}

function errorOf(message: string): { reason: string; message: string } {
  const table = /Table with name (.+) does not exist/.exec(message)?.[1];
  if (table === undefined) return { reason: "invalidQuery", message };
  return {
    reason: "notFound",
    message: `Not found: Table ${PROJECT}:${DATASET}.${table} was not found in location US`,
  };
}

/** The parts of a body of several, without their heads. */
function partsOf(body: Buffer, boundary: string): [string, string] {
  const parts = body.toString().split(`--${boundary}`);
  const [json = "", rows = ""] = parts.slice(1, 3).map((part) => part.slice(part.indexOf("\r\n\r\n") + 4));
  return [json, rows];
}
