import { once } from "node:events";
import type { Writable } from "node:stream";
import type { Bucket, File } from "@google-cloud/storage";
import type { Upload } from "../../framework/targets/committed-stream.ts";
import type { FileSystemTargetOptions } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import type { TargetStat } from "../../framework/targets/target.ts";
import { ConnectorError } from "../connector-error.ts";
import { loadDriver } from "../load-driver.ts";
import { ObjectTarget } from "../object-target.ts";
import { writeTo } from "../write-to.ts";
import { driverOptions, type GcsOptions } from "./gcs-options.ts";

const PART_BYTES = 8 << 20;

type Storage = InstanceType<typeof import("@google-cloud/storage")["Storage"]>;

const CLIENTS = new Map<string, Promise<Storage>>();

/**
 * An object in Google Cloud Storage. It is uploaded in parts, and is there when the last of them is: not before, and not
 * if the upload is ended. Google forgets parts without an end after a week.
 *
 * @example
 * output() {
 *   return new GcsTarget(`gs://backup/sales/${this.date}.csv.gz`, { format: "csv" });
 * }
 */
export class GcsTarget<F extends Format = "text"> extends ObjectTarget<F> {
  protected readonly key: string;
  protected readonly place: string;
  readonly #bucket: string;
  readonly #options: GcsOptions;

  /** @param url `gs://bucket/object` */
  constructor(url: string, options: FileSystemTargetOptions<F> & GcsOptions = {}) {
    super(url, options);
    const [, bucket, key] = /^gs:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
    if (bucket === undefined || key === undefined)
      throw new TypeError(`A GcsTarget is named gs://bucket/object, not ${url}`);
    this.#bucket = bucket;
    this.key = key;
    this.place = JSON.stringify([bucket, options.apiEndpoint, options.anonymous]);
    this.#options = options;
  }

  async stat(): Promise<TargetStat | undefined> {
    try {
      const [{ size, updated }] = await (await this.#file()).getMetadata();
      return { size: Number(size), modifiedMs: Date.parse(updated ?? "") };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw this.failed(error);
    }
  }

  async remove(): Promise<void> {
    try {
      await (await this.#file()).delete();
    } catch (error) {
      if (!isMissing(error)) throw this.failed(error);
    }
  }

  protected async *keysFrom(prefix: string): AsyncGenerator<string, void, undefined> {
    const fields = "items(name),nextPageToken";
    for await (const file of (await this.#at()).getFilesStream({ prefix, fields })) yield (file as File).name;
  }

  protected async *download(): AsyncGenerator<Uint8Array, void, undefined> {
    // What is packed is for the target itself to unpack.
    yield* (await this.#file()).createReadStream({ decompress: false }) as AsyncIterable<Uint8Array>;
  }

  protected async begin(): Promise<Upload> {
    const file = await this.#file();
    // By itself, the stream would ask for this address without credentials where `apiEndpoint` is not Google's.
    const [uri] = await file.createResumableUpload();
    let stream: Writable | undefined;
    const open = (chunkSize?: number) => {
      stream = file.createWriteStream({ uri, resumable: true, chunkSize, highWaterMark: 1 << 20 });
      return stream.on("error", () => {}); // whoever writes next is told
    };
    return {
      write: (chunk) => writeTo(stream ?? open(PART_BYTES), chunk),
      commit: async () => {
        const last = stream ?? open(); // the driver can not tell the size of a part that has none
        if (last.destroyed) throw last.errored ?? new Error("The upload was closed.");
        const finished = once(last, "finish");
        last.end();
        await finished;
      },
      abandon: async () => {
        stream?.destroy(new Error("The upload was ended before its end."));
        await fetch(uri, { method: "DELETE" }).catch(() => {}); // else Google forgets it in a week
      },
    };
  }

  async #file(): Promise<File> {
    return (await this.#at()).file(this.key);
  }

  async #at(): Promise<Bucket> {
    const options = driverOptions(this.#options);
    const key = JSON.stringify(options);
    let client = CLIENTS.get(key);
    if (client === undefined) {
      const name = "@google-cloud/storage";
      client = loadDriver<typeof import("@google-cloud/storage")>(name, "Google Cloud Storage").then(
        ({ Storage: Client, IdempotencyStrategy }) =>
          // All that is asked here can be asked again: a part has its place, and what is removed stays so.
          new Client({ ...options, retryOptions: { idempotencyStrategy: IdempotencyStrategy.RetryAlways } }),
      );
      CLIENTS.set(key, client);
    }
    return (await client).bucket(this.#bucket);
  }

  protected failed(error: unknown): Error {
    if (error instanceof ConnectorError) return error;
    const { apiEndpoint } = this.#options;
    const told = new ConnectorError(apiEndpoint === undefined ? this.path : `${this.path} at ${apiEndpoint}`, error);
    // Whoever knows the address of an upload may go on with it.
    told.message = told.message.replace(/upload_id=[^\s&"]+/g, "upload_id=***");
    return told;
  }
}

/** A bucket that is missing is told by 404, too. */
function isMissing(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: string };
  return Number(code) === 404 && !/bucket does not exist/i.test(message ?? "");
}
