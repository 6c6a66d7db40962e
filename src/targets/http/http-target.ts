import { Readable, type Writable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { FileSystemTarget, type FileSystemTargetOptions } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import type { TargetStat } from "../../framework/targets/target.ts";
import { ConnectorError } from "../connector-error.ts";

const [OK, PARTIAL, NOT_FOUND, GONE] = [200, 206, 404, 410];
const NO_HEAD = new Set([405, 501]);
/** How often a download that breaks off is taken up again without a byte more. */
const MOST_BREAKS = 5;
const PAUSE_MS = 200;

export interface HttpOptions {
  /** Sent with each request: `authorization`, say. They are not shown. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What lies under an address of the web, to read: the output of an external task. A download that breaks off goes on
 * where it was, if the server's ETag says that it still is the same; if it is not, it fails, and never is half of each.
 *
 * @example
 * export class Rates extends ExternalTask.with({ date: DateParameter() }) {
 *   output() {
 *     return new HttpTarget(`https://rates.example.com/${this.date}.csv`, { format: "csv" });
 *   }
 * }
 */
export class HttpTarget<F extends Format = "text"> extends FileSystemTarget<F> {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  #etag: string | undefined;

  constructor(url: string, options: FileSystemTargetOptions<F> & HttpOptions = {}) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new TypeError(`An HttpTarget is named http://host/path or https://host/path, not ${url}`);
    const named = new URL(url);
    named.password = "";
    super(named.href, options);
    this.#url = url;
    this.#headers = options.headers ?? {};
  }

  /** What the server called the version that was read last, or looked at. */
  get etag(): string | undefined {
    return this.#etag;
  }

  async exists(): Promise<boolean> {
    return (await this.stat()) !== undefined;
  }

  async stat(): Promise<TargetStat | undefined> {
    const head = await this.#ask("HEAD");
    // Some servers know GET alone.
    const { status, headers, body } = NO_HEAD.has(head.status) ? await this.#ask("GET") : head;
    await body?.cancel();
    if (status === NOT_FOUND || status === GONE) return undefined;
    if (status !== OK) throw this.#refused(status);
    this.#etag = headers.get("etag") ?? undefined;
    const [size, modified] = [headers.get("content-length"), headers.get("last-modified")];
    return {
      size: size === null ? undefined : Number(size),
      modifiedMs: modified === null ? undefined : Date.parse(modified),
    };
  }

  async remove(): Promise<void> {
    throw new Error(`${this.path} is somebody else's: it is read, and can not be removed.`);
  }

  protected readStored(): Readable {
    return Readable.from(this.#download(), { objectMode: false });
  }

  protected writeStored(): Writable {
    throw new Error(`${this.path} is somebody else's: it is read, and can not be written.`);
  }

  async *#download(): AsyncGenerator<Uint8Array, void, undefined> {
    const first = await this.#ask("GET");
    if (first.status !== OK) {
      await first.body?.cancel();
      throw this.#refused(first.status);
    }
    this.#etag = first.headers.get("etag") ?? undefined;
    let read = 0;
    let breaks = 0;
    for (let response = first; ; ) {
      try {
        for await (const chunk of response.body ?? []) {
          read += chunk.length;
          breaks = 0;
          yield chunk;
        }
        return;
      } catch (error) {
        // A weak ETag says that it means the same, not that the bytes are.
        const canGoOn = this.#etag !== undefined && !this.#etag.startsWith("W/") && ++breaks <= MOST_BREAKS;
        if (!canGoOn) throw this.#failed(error);
        await setTimeout(PAUSE_MS * 2 ** (breaks - 1));
        response = await this.#rest(read, this.#etag as string).catch((failure: unknown) => {
          if (breaks === MOST_BREAKS || failure instanceof ChangedError) throw failure;
          return broken(failure);
        });
      }
    }
  }

  async #rest(from: number, etag: string): Promise<Response> {
    const response = await this.#ask("GET", { range: `bytes=${from}-`, "if-range": etag });
    if (response.status === PARTIAL && response.headers.get("etag") === etag) return response;
    await response.body?.cancel();
    if (response.status === OK || response.status === PARTIAL)
      throw new ChangedError(this.path, new Error("it changed while it was read, or can not be read from the middle."));
    throw this.#refused(response.status);
  }

  async #ask(method: "GET" | "HEAD", headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    try {
      // Packed by the server on its way, it would be other bytes than its ETag and its size are of.
      const wanted = { "accept-encoding": "identity", ...this.#headers, ...headers };
      const { username, password, origin, pathname, search } = new URL(this.#url);
      const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
      const authorization = username !== "" && { authorization: `Basic ${Buffer.from(login).toString("base64")}` };
      return await fetch(origin + pathname + search, { method, headers: { ...authorization, ...wanted } });
    } catch (error) {
      throw this.#failed(error);
    }
  }

  #refused(status: number): ConnectorError {
    return this.#failed(Object.assign(new Error(`the server answered ${status}.`), { code: `HTTP ${status}` }));
  }

  #failed(error: unknown): ConnectorError {
    if (error instanceof ConnectorError) return error;
    const secrets = [decodeURIComponent(new URL(this.#url).password), ...Object.values(this.#headers)];
    return new ConnectorError(this.path, error, secrets);
  }
}

class ChangedError extends ConnectorError {}

/** An answer whose body fails, to be taken up again like one that broke off. */
function broken(error: unknown): Response {
  return new Response(new ReadableStream({ start: (controller) => controller.error(error) }));
}
