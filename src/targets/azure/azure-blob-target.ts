import { PassThrough } from "node:stream";
import type { BlockBlobClient, ContainerClient } from "@azure/storage-blob";
import type { Upload } from "../../framework/targets/committed-stream.ts";
import type { FileSystemTargetOptions } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import type { TargetStat } from "../../framework/targets/target.ts";
import { ConnectorError } from "../connector-error.ts";
import { loadDriver } from "../load-driver.ts";
import { ObjectTarget } from "../object-target.ts";
import { writeTo } from "../write-to.ts";

/** Of 50,000 blocks at most: 200 GB. */
const PART_BYTES = 4 << 20;
const PARTS_AT_ONCE = 1;

export interface AzureOptions {
  /** As the portal shows it for the storage account; `AZURE_STORAGE_CONNECTION_STRING` when not given. */
  readonly connectionString?: string;
}

/**
 * A blob in Azure Storage. It is uploaded in blocks, and is there when the list of them is committed: not before, and not
 * if the upload is ended. Azure forgets blocks without a list after a week, and those of other writers of the same blob
 * when one commits: of several at the same time it holds what the first to end wrote.
 *
 * @example
 * output() {
 *   return new AzureBlobTarget(`az://backup/sales/${this.date}.csv.gz`, { format: "csv" });
 * }
 */
export class AzureBlobTarget<F extends Format = "text"> extends ObjectTarget<F> {
  protected readonly key: string;
  protected readonly place: string;
  readonly #container: string;
  readonly #connection: string | undefined;

  /** @param url `az://container/blob` */
  constructor(url: string, options: FileSystemTargetOptions<F> & AzureOptions = {}) {
    super(url, options);
    const [, container, key] = /^az:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
    if (container === undefined || key === undefined)
      throw new TypeError(`An AzureBlobTarget is named az://container/blob, not ${url}`);
    this.#container = container;
    this.key = key;
    this.#connection = options.connectionString ?? process.env["AZURE_STORAGE_CONNECTION_STRING"];
    this.place = JSON.stringify([container, this.#connection]);
  }

  async stat(): Promise<TargetStat | undefined> {
    try {
      const { contentLength, lastModified } = await (await this.#blob()).getProperties();
      return { size: contentLength, modifiedMs: lastModified?.getTime() };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw this.failed(error);
    }
  }

  async remove(): Promise<void> {
    try {
      await (await this.#blob()).delete();
    } catch (error) {
      if (!isMissing(error)) throw this.failed(error);
    }
  }

  protected async *keysFrom(prefix: string): AsyncGenerator<string, void, undefined> {
    for await (const { name } of (await this.#client()).listBlobsFlat({ prefix })) yield name;
  }

  protected async *download(): AsyncGenerator<Uint8Array, void, undefined> {
    const { readableStreamBody } = await (await this.#blob()).download();
    yield* readableStreamBody as AsyncIterable<Uint8Array>;
  }

  protected async begin(): Promise<Upload> {
    const body = new PassThrough({ highWaterMark: 1 << 20 });
    const ended = new AbortController();
    const blob = await this.#blob();
    const done = blob.uploadStream(body, PART_BYTES, PARTS_AT_ONCE, { abortSignal: ended.signal });
    done.catch((error: Error) => body.destroy(error));
    body.on("error", () => {}); // whoever writes next is told
    return {
      write: (chunk) => writeTo(body, chunk),
      commit: async () => {
        body.end();
        try {
          await done;
        } catch (error) {
          // Whoever commits makes Azure forget the blocks of all others: as if these had been first, and were replaced.
          if (codeOf(error) !== "InvalidBlockList" || !(await this.exists())) throw error;
        }
      },
      abandon: async () => {
        ended.abort();
        body.destroy(new Error("The upload was ended before its end."));
        await done.catch(() => {});
      },
    };
  }

  async #blob(): Promise<BlockBlobClient> {
    return (await this.#client()).getBlockBlobClient(this.key);
  }

  async #client(): Promise<ContainerClient> {
    if (!this.#connection)
      throw new Error(`${this.path} needs a connectionString, or AZURE_STORAGE_CONNECTION_STRING in the environment.`);
    const name = "@azure/storage-blob";
    const { BlobServiceClient } = await loadDriver<typeof import("@azure/storage-blob")>(name, "Azure Storage");
    const options = { retryOptions: { maxTries: 3, retryDelayInMs: 500 } };
    return BlobServiceClient.fromConnectionString(this.#connection, options).getContainerClient(this.#container);
  }

  protected failed(error: unknown): Error {
    const endpoint = settingOf(this.#connection, "BlobEndpoint") ?? settingOf(this.#connection, "AccountName");
    const address = endpoint === undefined ? this.path : `${this.path} at ${endpoint}`;
    const secrets = ["AccountKey", "SharedAccessSignature"].map((name) => settingOf(this.#connection, name));
    return error instanceof ConnectorError ? error : new ConnectorError(address, error, secrets);
  }
}

function isMissing(error: unknown): boolean {
  return (error as { statusCode?: number }).statusCode === 404 && codeOf(error) !== "ContainerNotFound";
}

/** An answer without a body has it elsewhere. */
function codeOf(error: unknown): string | undefined {
  const { code, details } = error as { code?: string; details?: { errorCode?: string } };
  return details?.errorCode ?? code;
}

/** `AccountName=shop;AccountKey=…` */
function settingOf(connection: string | undefined, name: string): string | undefined {
  return connection
    ?.split(";")
    .find((setting) => setting.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}
