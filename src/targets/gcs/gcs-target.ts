import type { Bucket, File } from "@google-cloud/storage";
import type { Upload } from "../../framework/targets/committed-stream.ts";
import type { FileSystemTargetOptions } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import type { TargetStat } from "../../framework/targets/target.ts";
import { ConnectorError } from "../connector-error.ts";
import { loadDriver } from "../load-driver.ts";
import { ObjectTarget } from "../object-target.ts";
import { driverOptions, type GcsOptions } from "./gcs-options.ts";
import { ResumableUpload } from "./resumable-upload.ts";

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
    const { CRC32C } = await loadSdk();
    const { storage } = await this.#file();
    const headers = this.#options.anonymous ? {} : await storage.authClient.getRequestHeaders();
    // The driver's own stream warns of a leak whenever it is read.
    const place = `${encodeURIComponent(this.#bucket)}/o/${encodeURIComponent(this.key)}`;
    const response = await fetch(`${storage.apiEndpoint}/storage/v1/b/${place}?alt=media`, { headers });
    if (!response.ok || response.body === null)
      throw Object.assign(new Error(await response.text()), { code: response.status });
    const checksum = new CRC32C();
    for await (const chunk of response.body) {
      checksum.update(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      yield chunk;
    }
    const expected = /crc32c=([^,]+)/.exec(response.headers.get("x-goog-hash") ?? "")?.[1];
    const isAsStored = response.headers.get("x-goog-stored-content-encoding") === "identity";
    if (isAsStored && expected !== undefined && expected !== checksum.toString())
      throw new Error("what was read is not what is stored: its checksum is another one.");
  }

  protected async begin(): Promise<Upload> {
    const { CRC32C } = await loadSdk();
    const [uri] = await (await this.#file()).createResumableUpload();
    return new ResumableUpload(uri, new CRC32C());
  }

  async #file(): Promise<File> {
    return (await this.#at()).file(this.key);
  }

  async #at(): Promise<Bucket> {
    const options = driverOptions(this.#options);
    const key = JSON.stringify(options);
    let client = CLIENTS.get(key);
    if (client === undefined) {
      client = loadSdk().then(
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

function loadSdk(): Promise<typeof import("@google-cloud/storage")> {
  return loadDriver("@google-cloud/storage", "Google Cloud Storage");
}
