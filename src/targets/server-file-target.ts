import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { Readable, type Writable as WritableStream } from "node:stream";
import { CommittedStream, type Upload } from "../framework/targets/committed-stream.ts";
import { FileSystemTarget, type FileSystemTargetOptions } from "../framework/targets/file-system-target.ts";
import type { Format } from "../framework/targets/format.ts";
import type { Target, TargetStat } from "../framework/targets/target.ts";
import { ConnectorError } from "./connector-error.ts";
import { writeTo } from "./write-to.ts";

export interface ServerFileOptions {
  /** Better here, from the environment, than in the URL: a URL is a target's name, and is shown. */
  readonly password?: string;
}

/** Bytes on their way into a file. */
export interface FileUpload {
  readonly stream: WritableStream;
  /** Resolves when the file has all of them, once the stream was ended. */
  readonly done: Promise<unknown>;
}

/**
 * A file on a server that one logs in to. It is uploaded under another name in the same folder, which is made where it is
 * missing, and renamed when it is whole. `C` is what the driver calls a connection.
 */
export abstract class ServerFileTarget<F extends Format, C> extends FileSystemTarget<F> {
  protected readonly url: URL;
  /** From the folder that one is in after the login. */
  protected readonly file: string;
  protected readonly password: string | undefined;

  constructor(url: string, protocols: readonly string[], options: FileSystemTargetOptions<F> & ServerFileOptions) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    const file = decodeURIComponent(parsed?.pathname.slice(1) ?? "");
    if (parsed === undefined || !protocols.includes(parsed.protocol) || file === "") {
      const names = protocols.map((protocol) => `${protocol}//user@host/path`);
      throw new TypeError(`A file on such a server is named ${names.join(" or ")}.`);
    }
    const password = options.password ?? (parsed.password === "" ? undefined : decodeURIComponent(parsed.password));
    parsed.password = "";
    super(parsed.href, options);
    this.url = parsed;
    this.file = file;
    this.password = password;
  }

  protected abstract connect(): Promise<C>;
  protected abstract disconnect(client: C): Promise<void>;
  /** The names of the files in a folder; none where it is missing. */
  protected abstract namesIn(client: C, folder: string): Promise<Set<string>>;
  protected abstract statOf(client: C, file: string): Promise<TargetStat | undefined>;
  protected abstract makeFolder(client: C, folder: string): Promise<void>;
  /** Nothing happens where there is no such file. */
  protected abstract removeFile(client: C, file: string): Promise<void>;
  /** Gives a file its name, in the place of an older one. */
  protected abstract rename(client: C, from: string, to: string): Promise<void>;
  protected abstract download(client: C, file: string): AsyncIterable<Uint8Array>;
  protected abstract upload(client: C, file: string): FileUpload;

  async exists(): Promise<boolean> {
    return (await this.stat()) !== undefined;
  }

  async existsTogether(targets: readonly Target[]): Promise<ServerFileTarget<Format, C>[]> {
    const asked = targets as readonly ServerFileTarget<Format, C>[];
    const existing: ServerFileTarget<Format, C>[] = [];
    const servers = Map.groupBy(asked, ({ url }) => JSON.stringify([url.origin, url.host, url.username]));
    for (const here of servers.values()) {
      const folders = Map.groupBy(here, ({ file }) => posix.dirname(file));
      await (here[0] as ServerFileTarget<Format, C>).#ask(async (client) => {
        for (const [folder, wanted] of folders) {
          const names = await this.namesIn(client, folder);
          existing.push(...wanted.filter(({ file }) => names.has(posix.basename(file))));
        }
      });
    }
    return existing;
  }

  stat(): Promise<TargetStat | undefined> {
    return this.#ask((client) => this.statOf(client, this.file));
  }

  async remove(): Promise<void> {
    await this.#ask((client) => this.removeFile(client, this.file));
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
    const client = await this.#open();
    try {
      yield* this.download(client, this.file);
    } catch (error) {
      throw this.#failed(error);
    } finally {
      await this.disconnect(client);
    }
  }

  async #begin(): Promise<Upload> {
    const client = await this.#open();
    const { dir, base } = posix.parse(this.file);
    const temporary = posix.join(dir, `.${base}.${randomBytes(4).toString("hex")}.tmp`);
    if (dir !== "" && dir !== "/") await this.makeFolder(client, dir);
    const { stream, done } = this.upload(client, temporary);
    done.catch((error: Error) => stream.destroy(error));
    stream.on("error", () => {}); // whoever writes next is told
    return {
      write: (chunk) => writeTo(stream, chunk),
      finish: async () => {
        stream.end();
        await done;
      },
      commit: () => this.rename(client, temporary, this.file),
      abandon: async () => {
        stream.destroy(new Error("The upload was ended before its end."));
        await done.catch(() => {});
        await this.disconnect(client);
        // By another connection: this one may be in the middle of the upload.
        await this.#ask((other) => this.removeFile(other, temporary));
      },
      close: () => this.disconnect(client),
    };
  }

  async #ask<T>(work: (client: C) => Promise<T>): Promise<T> {
    const client = await this.#open();
    try {
      return await work(client);
    } catch (error) {
      throw this.#failed(error);
    } finally {
      await this.disconnect(client);
    }
  }

  async #open(): Promise<C> {
    try {
      return await this.connect();
    } catch (error) {
      throw this.#failed(error);
    }
  }

  #failed(error: unknown): Error {
    return error instanceof ConnectorError ? error : new ConnectorError(this.path, error, [this.password]);
  }
}
