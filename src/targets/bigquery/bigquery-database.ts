import { setTimeout } from "node:timers/promises";
import type { BigQuery, Job, Query } from "@google-cloud/bigquery";
import { ConnectorError } from "../connector-error.ts";
import type { DatabaseRow } from "../database/database-rows.ts";
import { MARKERS } from "../database/markers.ts";
import { type Merge, type RowFile, type StatementOptions, Warehouse } from "../database/warehouse.ts";
import { loadDriver } from "../load-driver.ts";
import { plainValue } from "./plain-value.ts";
import { queryParameters } from "./query-parameters.ts";

const PAGE = 5000;
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [100, 5000];
const DAY_MS = 24 * 60 * 60 * 1000;

export interface BigQueryOptions {
  /** Where the dataset is, `europe-west3`: needed for places other than the US and the EU. */
  readonly location?: string;
  /** Of a server that is not Google's, or of a way to it of your own. */
  readonly apiEndpoint?: string;
}

/** As the wire has it. */
interface JobMetadata {
  readonly status?: {
    readonly state?: string;
    readonly errorResult?: { readonly reason?: string; readonly message?: string };
  };
}

/**
 * A dataset in BigQuery. Rows go in by load jobs, and one query job replaces a partition. A job's id is derived from what
 * it does, so that a task that is tried again, or comes back after its machine was lost, waits for the job that it had
 * started and does not start a second one; one that failed is started again under the next id.
 *
 * Credentials are found where Google's libraries look: what `GOOGLE_APPLICATION_CREDENTIALS` names, then the machine's own.
 *
 * @example const WAREHOUSE = new BigQueryDatabase("my-project.sales", { location: "EU" });
 */
export class BigQueryDatabase extends Warehouse {
  readonly address: string;
  readonly createMarkers: string;
  readonly #project: string;
  readonly #dataset: string;
  readonly #options: BigQueryOptions;
  #client: Promise<BigQuery> | undefined;

  /** @param dataset `project.dataset`; tables are those of this dataset where nothing else is said */
  constructor(dataset: string, options: BigQueryOptions = {}) {
    super();
    const [, project, name] = /^([^.]+)\.([^.]+)$/.exec(dataset) ?? [];
    if (project === undefined || name === undefined) throw new TypeError("A BigQueryDatabase needs project.dataset.");
    this.#project = project;
    this.#dataset = name;
    this.#options = options;
    this.address = `bigquery://${project}/${name}`;
    this.createMarkers =
      `CREATE TABLE IF NOT EXISTS ${this.quote(MARKERS)} (table_name STRING NOT NULL, partition_key STRING NOT NULL, ` +
      "row_count INT64 NOT NULL, written_at TIMESTAMP NOT NULL)";
  }

  quote(name: string): string {
    return name
      .split(".")
      .map((part) => `\`${part.replace(/[\\`]/g, "\\$&")}\``)
      .join(".");
  }

  placeholder(): string {
    return "?";
  }

  isMissingTable(error: unknown): boolean {
    return error instanceof ConnectorError && error.code === "notFound" && error.message.includes("Table");
  }

  toJson(value: unknown): unknown {
    if (typeof value === "bigint") return String(value);
    return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
  }

  /** `ON FALSE`, which BigQuery knows how to do well: all that was there goes, all that comes is new. */
  mergeStatement({ table, columns, select, values, where }: Merge): { sql: string; values: readonly unknown[] } {
    const own = where.map(([column]) => this.quote(column));
    const names = columns.map((column) => this.quote(column));
    const sql =
      `MERGE INTO ${this.quote(table)} AS kept USING (${select}) AS chosen ON FALSE ` +
      `WHEN NOT MATCHED BY SOURCE AND ${own.map((column) => `kept.${column} = ?`).join(" AND ")} THEN DELETE ` +
      `WHEN NOT MATCHED BY TARGET THEN INSERT (${[...names, ...own].join(", ")}) ` +
      `VALUES (${[...names.map((name) => `chosen.${name}`), ...own.map(() => "?")].join(", ")})`;
    const fixed = where.map(([, value]) => value);
    return { sql, values: [...values, ...fixed, ...fixed] };
  }

  async *rows(
    sql: string,
    values: readonly unknown[] = [],
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<DatabaseRow, void, undefined> {
    try {
      const job = await this.#query(sql, values, { signal });
      let next: object | null = { maxResults: PAGE, autoPaginate: false, wrapIntegers: true };
      while (next !== null) {
        signal?.throwIfAborted();
        const [rows, following] = (await job.getQueryResults(next)) as unknown as [DatabaseRow[], object | null];
        for (const row of rows) yield plainValue(row) as DatabaseRow;
        next = following;
      }
    } catch (error) {
      throw this.#failed(error, signal);
    }
  }

  async run(sql: string, values: readonly unknown[], options: StatementOptions = {}): Promise<void> {
    try {
      await this.#query(sql, values, options);
    } catch (error) {
      throw this.#failed(error, options.signal);
    }
  }

  async load(file: RowFile, table: string, like: string, options: StatementOptions): Promise<void> {
    try {
      const dataset = (await this.#open()).dataset(this.#dataset);
      const [{ schema }] = (await dataset.table(like).getMetadata()) as unknown as [
        { schema: { fields: { name: string }[] } },
      ];
      const target = dataset.table(table, { location: this.#options.location });
      await this.#job(options, async (jobId) => {
        const [job] = await target.createLoadJob(file.path, {
          jobId,
          sourceFormat: "NEWLINE_DELIMITED_JSON",
          schema: { fields: schema.fields.filter(({ name }) => file.columns.includes(name)) },
          createDisposition: "CREATE_IF_NEEDED",
          writeDisposition: "WRITE_TRUNCATE",
        });
        return job;
      });
      // Should nobody come to drop it.
      await target.setMetadata({ expirationTime: String(Date.now() + DAY_MS) });
    } catch (error) {
      throw this.#failed(error, options.signal);
    }
  }

  async #query(sql: string, values: readonly unknown[], options: StatementOptions): Promise<Job> {
    const client = await this.#open();
    const { location } = this.#options;
    return this.#job(options, async (jobId) => {
      const query: Query = {
        query: sql,
        ...queryParameters(values),
        defaultDataset: { projectId: this.#project, datasetId: this.#dataset },
        ...(jobId !== undefined && { jobId }),
        ...(location !== undefined && { location }),
      };
      const [job] = await client.createQueryJob(query);
      return job;
    });
  }

  /** Starts a job, or finds it under its id, and waits for its end. */
  async #job(
    { id, before, signal }: StatementOptions,
    start: (jobId: string | undefined) => Promise<Job>,
  ): Promise<Job> {
    signal?.throwIfAborted();
    if (id === undefined) return this.#ended(await start(undefined), signal);
    for (let attempt = 0; ; attempt++) {
      const jobId = `pipewright_${id}_${attempt}`;
      const job = (await this.#open()).job(jobId, { location: this.#options.location });
      const found = await metadataOf(job);
      if (found?.status?.errorResult !== undefined) continue;
      if (found !== undefined) return this.#ended(job, signal);
      await before?.();
      try {
        return await this.#ended(await start(jobId), signal);
      } catch (error) {
        if (!isThereAlready(error)) throw error;
        return this.#ended(job, signal); // somebody else was faster
      }
    }
  }

  async #ended(job: Job, signal: AbortSignal | undefined): Promise<Job> {
    try {
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
        const { status } = (await metadataOf(job)) ?? {};
        if (status?.errorResult !== undefined) throw status.errorResult;
        if (status?.state === "DONE") return job;
        await setTimeout(pause, undefined, { signal });
      }
    } catch (error) {
      if (signal?.aborted) await job.cancel().catch(() => {});
      throw error;
    }
  }

  #open(): Promise<BigQuery> {
    const { apiEndpoint } = this.#options;
    this.#client ??= loadDriver<typeof import("@google-cloud/bigquery")>("@google-cloud/bigquery", "BigQuery").then(
      ({ BigQuery: Client }) =>
        new Client({ projectId: this.#project, ...(apiEndpoint !== undefined && { apiEndpoint }) }),
    );
    return this.#client;
  }

  #failed(error: unknown, signal?: AbortSignal): unknown {
    if (signal?.aborted) return signal.reason;
    if (error instanceof ConnectorError) return error;
    const { apiEndpoint } = this.#options;
    const address = apiEndpoint === undefined ? this.address : `${this.address} at ${apiEndpoint}`;
    const { message, code } = error as { message?: string; code?: unknown };
    return new ConnectorError(address, { message: message ?? String(error), code: reasonOf(error) ?? code });
  }
}

async function metadataOf(job: Job): Promise<JobMetadata | undefined> {
  try {
    const [metadata] = await job.getMetadata();
    return metadata as JobMetadata;
  } catch (error) {
    if (reasonOf(error) === "notFound") return undefined;
    throw error;
  }
}

function isThereAlready(error: unknown): boolean {
  return reasonOf(error) === "duplicate" || (error as { code?: unknown }).code === 409;
}

/** Google's own word for what went wrong. */
function reasonOf(error: unknown): string | undefined {
  const { reason, errors } = error as { reason?: string; errors?: readonly { reason?: string }[] };
  return reason ?? errors?.[0]?.reason;
}
