import { PassThrough, Readable, type Writable as WritableStream } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { CommittedStream, type Upload } from "../../framework/targets/committed-stream.ts";
import { FileSystemTarget, type FileSystemTargetOptions } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import type { Target, TargetStat } from "../../framework/targets/target.ts";
import { ConnectorError } from "../connector-error.ts";
import { loadDriver } from "../load-driver.ts";
import { writeTo } from "../write-to.ts";
import { clientFor, type S3Options } from "./client-for.ts";

const PART_BYTES = 8 << 20;

/**
 * An object in S3 or in a store that speaks its protocol. It is uploaded in parts, and is there when the last of them
 * is: not before, and not if the upload is ended.
 *
 * @example
 * output() {
 *   return new S3Target(`s3://backup/sales/${this.date}.csv.gz`, { format: "csv" });
 * }
 */
export class S3Target<F extends Format = "text"> extends FileSystemTarget<F> {
  readonly #bucket: string;
  readonly #key: string;
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
    this.#key = key;
    this.#options = options;
  }

  async exists(): Promise<boolean> {
    return (await this.stat()) !== undefined;
  }

  async existsTogether(targets: readonly Target[]): Promise<S3Target<Format>[]> {
    const asked = targets as readonly S3Target<Format>[];
    const places = Map.groupBy(asked, (target) => JSON.stringify([target.#bucket, target.#options.endpoint]));
    const existing: S3Target<Format>[] = [];
    for (const here of places.values()) {
      const found = await (here[0] as S3Target<Format>).#listed(here.map((target) => target.#key));
      existing.push(...here.filter((target) => found.has(target.#key)));
    }
    return existing;
  }

  async stat(): Promise<TargetStat | undefined> {
    const { HeadObjectCommand } = await loadSdk();
    try {
      const head = await (await this.#client()).send(new HeadObjectCommand({ Bucket: this.#bucket, Key: this.#key }));
      return { size: head.ContentLength, modifiedMs: head.LastModified?.getTime() };
    } catch (error) {
      if (statusOf(error) === 404 && (error as Error).name !== "NoSuchBucket") return undefined;
      throw this.#failed(error);
    }
  }

  async remove(): Promise<void> {
    const { DeleteObjectCommand } = await loadSdk();
    try {
      await (await this.#client()).send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: this.#key }));
    } catch (error) {
      throw this.#failed(error);
    }
  }

  protected readStored(): Readable {
    return Readable.from(this.#download(), { objectMode: false });
  }

  protected writeStored(): WritableStream {
    return new CommittedStream(
      () => this.#begin(),
      (error) => this.#failed(error),
    );
  }

  async *#download(): AsyncGenerator<Uint8Array, void, undefined> {
    const { GetObjectCommand } = await loadSdk();
    try {
      const client = await this.#client();
      const { Body } = await client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: this.#key }));
      yield* Body as Readable;
    } catch (error) {
      throw this.#failed(error);
    }
  }

  async #begin(): Promise<Upload> {
    const { Upload: Multipart } = await loadDriver<typeof import("@aws-sdk/lib-storage")>("@aws-sdk/lib-storage", "S3");
    const body = new PassThrough({ highWaterMark: 1 << 20 });
    const params = { Bucket: this.#bucket, Key: this.#key, Body: body };
    const upload = new Multipart({ client: await this.#client(), params, queueSize: 2, partSize: PART_BYTES });
    const done = upload.done();
    done.catch((error: Error) => body.destroy(error));
    body.on("error", () => {}); // whoever writes next is told
    return {
      write: (chunk) => writeTo(body, chunk),
      commit: async () => {
        body.end();
        await done;
      },
      abandon: async () => {
        body.destroy(new Error("The upload was ended before its end."));
        await upload.abort();
        await done.catch(() => {});
      },
    };
  }

  async #listed(keys: readonly string[]): Promise<Set<string>> {
    const { ListObjectsV2Command } = await loadSdk();
    const sorted = keys.toSorted(byBytes);
    const [first = "", last = ""] = [sorted[0], sorted.at(-1)];
    let length = 0;
    while (length < first.length && first[length] === last[length]) length++;
    const found = new Set<string>();
    try {
      const client = await this.#client();
      let ContinuationToken: string | undefined;
      do {
        const Prefix = first.slice(0, length);
        const page = await client.send(new ListObjectsV2Command({ Bucket: this.#bucket, Prefix, ContinuationToken }));
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) found.add(Key);
        ContinuationToken = page.NextContinuationToken;
        const reached = page.Contents?.at(-1)?.Key;
        if (reached !== undefined && byBytes(reached, last) >= 0) break; // keys come in this order
      } while (ContinuationToken !== undefined);
    } catch (error) {
      throw this.#failed(error);
    }
    return found;
  }

  #client(): Promise<S3Client> {
    return clientFor(this.#options);
  }

  /** With the endpoint, which is where one looks first when nothing is found. */
  #failed(error: unknown): Error {
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

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
