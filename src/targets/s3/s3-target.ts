import type { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import type { Upload } from "../../framework/targets/committed-stream.ts";
import type { FileSystemTargetOptions } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import type { TargetStat } from "../../framework/targets/target.ts";
import { ConnectorError } from "../connector-error.ts";
import { loadDriver } from "../load-driver.ts";
import { ObjectTarget } from "../object-target.ts";
import { clientFor, type S3Options } from "./client-for.ts";
import { MultipartUpload } from "./multipart-upload.ts";

/**
 * An object in S3 or in a store that speaks its protocol. It is uploaded in parts, and is there when the last of them
 * is: not before, and not if the upload is ended.
 *
 * @example
 * output() {
 *   return new S3Target(`s3://backup/sales/${this.date}.csv.gz`, { format: "csv" });
 * }
 */
export class S3Target<F extends Format = "text"> extends ObjectTarget<F> {
  readonly #bucket: string;
  protected readonly key: string;
  protected readonly place: string;
  readonly #options: S3Options;

  /**
   * @param url `s3://bucket/key`
   * @param options what is not given comes from where the AWS SDK looks: `AWS_REGION`, `AWS_ENDPOINT_URL_S3`,
   *   `AWS_ACCESS_KEY_ID`, the files in `~/.aws`, the machine's role
   */
  constructor(url: string, options: FileSystemTargetOptions<F> & S3Options = {}) {
    super(url, options);
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
    if (bucket === undefined || key === undefined)
      throw new TypeError(`An S3Target is named s3://bucket/key, not ${url}`);
    this.#bucket = bucket;
    this.key = key;
    this.place = JSON.stringify([bucket, options.endpoint]);
    this.#options = options;
  }

  async stat(): Promise<TargetStat | undefined> {
    const { HeadObjectCommand } = await loadSdk();
    try {
      const head = await (await this.#client()).send(new HeadObjectCommand({ Bucket: this.#bucket, Key: this.key }));
      return { size: head.ContentLength, modifiedMs: head.LastModified?.getTime() };
    } catch (error) {
      if (statusOf(error) === 404 && (error as Error).name !== "NoSuchBucket") return undefined;
      throw this.failed(error);
    }
  }

  async remove(): Promise<void> {
    const { DeleteObjectCommand } = await loadSdk();
    try {
      await (await this.#client()).send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: this.key }));
    } catch (error) {
      throw this.failed(error);
    }
  }

  protected async *download(): AsyncGenerator<Uint8Array, void, undefined> {
    const { GetObjectCommand } = await loadSdk();
    const client = await this.#client();
    const { Body } = await client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: this.key }));
    yield* Body as Readable;
  }

  protected async begin(): Promise<Upload> {
    return new MultipartUpload(await this.#client(), { Bucket: this.#bucket, Key: this.key });
  }

  protected async *keysFrom(prefix: string): AsyncGenerator<string, void, undefined> {
    const { ListObjectsV2Command } = await loadSdk();
    const client = await this.#client();
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ContinuationToken }),
      );
      for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  #client(): Promise<S3Client> {
    return clientFor(this.#options);
  }

  /** With the endpoint, which is where one looks first when nothing is found. */
  protected failed(error: unknown): Error {
    const { endpoint = process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"], secretAccessKey } =
      this.#options;
    const address = endpoint === undefined ? this.path : `${this.path} at ${endpoint}`;
    return new ConnectorError(address, error, [secretAccessKey, process.env["AWS_SECRET_ACCESS_KEY"]]);
  }
}

function loadSdk(): Promise<typeof import("@aws-sdk/client-s3")> {
  return loadDriver("@aws-sdk/client-s3", "S3");
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
