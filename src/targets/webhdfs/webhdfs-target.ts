import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { PassThrough, type Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { FileSystemTargetOptions } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import type { TargetStat } from "../../framework/targets/target.ts";
import { type FileUpload, ServerFileTarget } from "../server-file-target.ts";
import { WebHdfsError } from "./webhdfs-error.ts";

const MISSING = "FileNotFoundException";

export interface WebHdfsOptions {
  /** A delegation token, where the cluster asks for more than a user's name. */
  readonly token?: string;
}

/** What one asks the namenode: the operation, and its own parameters. */
type Operation = Readonly<Record<string, string>> & { readonly op: string };

interface FileStatus {
  readonly length: number;
  readonly modificationTime: number;
  readonly pathSuffix: string;
}

/**
 * A file in HDFS, over its HTTP interface. It is written under another name in the same folder, and renamed when it is
 * whole, in the place of an older one.
 *
 * The protocol: https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-hdfs/WebHDFS.html
 *
 * @example
 * output() {
 *   return new WebHdfsTarget(`webhdfs://loader@namenode.example.com:9870/sales/${this.date}.csv.gz`, { format: "csv" });
 * }
 */
export class WebHdfsTarget<F extends Format = "text"> extends ServerFileTarget<F, undefined> {
  readonly #token: string | undefined;

  /** @param url `webhdfs://user@namenode:9870/path`, or `swebhdfs://…` where the namenode speaks TLS */
  constructor(url: string, options: FileSystemTargetOptions<F> & WebHdfsOptions = {}) {
    super(url, ["webhdfs:", "swebhdfs:"], { ...options, password: options.token });
    this.#token = options.token;
  }

  /** There is nothing to be kept open: each question is a request of its own. */
  protected async connect(): Promise<undefined> {}
  protected async disconnect(): Promise<void> {}

  protected async namesIn(_: undefined, folder: string): Promise<Set<string>> {
    type Listing = { readonly FileStatuses: { readonly FileStatus: readonly FileStatus[] } };
    const found = await this.#ifThere(this.#ask<Listing>("GET", folder, { op: "LISTSTATUS" }));
    return new Set(found?.FileStatuses.FileStatus.map(({ pathSuffix }) => pathSuffix));
  }

  protected async statOf(_: undefined, file: string): Promise<TargetStat | undefined> {
    type Status = { readonly FileStatus: FileStatus };
    const found = await this.#ifThere(this.#ask<Status>("GET", file, { op: "GETFILESTATUS" }));
    return found && { size: found.FileStatus.length, modifiedMs: found.FileStatus.modificationTime };
  }

  protected async makeFolder(_: undefined, folder: string): Promise<void> {
    await this.#ask("PUT", folder, { op: "MKDIRS" });
  }

  protected async removeFile(_: undefined, file: string): Promise<void> {
    await this.#ask("DELETE", file, { op: "DELETE" }); // `false` where there is none
  }

  protected async rename(_: undefined, from: string, to: string): Promise<void> {
    const operation = { op: "RENAME", destination: absolute(to), renameoptions: "OVERWRITE" };
    // Some say `false` where they refuse, and newer ones nothing where they have done it.
    const { boolean } = await this.#ask<{ boolean?: boolean }>("PUT", from, operation);
    if (boolean === false) throw new Error(`${from} could not be renamed.`);
  }

  protected async *download(_: undefined, file: string): AsyncGenerator<Uint8Array, void, undefined> {
    const response = await this.#request("GET", await this.#dataNode("GET", file, { op: "OPEN" }));
    yield* response as AsyncIterable<Uint8Array>;
  }

  protected upload(_: undefined, file: string): FileUpload {
    const stream = new PassThrough({ highWaterMark: 1 << 20 });
    return { stream, done: this.#send(file, stream) };
  }

  async #send(file: string, body: Readable): Promise<void> {
    const place = await this.#dataNode("PUT", file, { op: "CREATE", overwrite: "true" });
    (await this.#request("PUT", place, body)).resume();
  }

  /** Where the namenode sends who wants to read or to write bytes. */
  async #dataNode(method: string, file: string, operation: Operation): Promise<URL> {
    const { Location } = await this.#ask<{ Location: string }>(method, file, { ...operation, noredirect: "true" });
    return new URL(Location);
  }

  async #ask<T>(method: string, file: string, operation: Operation): Promise<T> {
    const { protocol, host, username } = this.url;
    const place = new URL(`${protocol === "swebhdfs:" ? "https" : "http"}://${host}`);
    place.pathname = `/webhdfs/v1${absolute(file)}`;
    place.search = new URLSearchParams({
      ...operation,
      ...(this.#token === undefined ? {} : { delegation: this.#token }),
      // The token says who it is.
      ...(this.#token === undefined && username !== "" && { "user.name": decodeURIComponent(username) }),
    }).toString();
    const body = await text(await this.#request(method, place));
    return (body === "" ? {} : JSON.parse(body)) as T;
  }

  /** @throws WebHdfsError when it is refused */
  async #request(method: string, place: URL, body?: Readable): Promise<IncomingMessage> {
    const { request: open } = place.protocol === "https:" ? https : http;
    const request = open(place, { method, headers: body && { "content-type": "application/octet-stream" } });
    const answered = once(request, "response") as Promise<[IncomingMessage]>;
    answered.catch(() => {}); // heard below, or by who sends
    if (body === undefined) request.end();
    else await pipeline(body, request);
    const [response] = await answered;
    const { statusCode: status = 0 } = response;
    if (status >= 300) throw new WebHdfsError(status, await text(response));
    return response;
  }

  async #ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof WebHdfsError && error.code === MISSING) return undefined;
      throw error;
    }
  }
}

function absolute(file: string): string {
  return file.startsWith("/") ? file : `/${file === "." ? "" : file}`;
}
