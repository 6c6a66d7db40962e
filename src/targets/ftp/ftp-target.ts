import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { PassThrough, Readable, type Writable as WritableStream } from "node:stream";
import type { Client } from "basic-ftp";
import { FileSystemTarget, type FileSystemTargetOptions } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import type { Target, TargetStat } from "../../framework/targets/target.ts";
import { CommittedStream, type Upload } from "../committed-stream.ts";
import { ConnectorError } from "../connector-error.ts";
import { loadDriver } from "../load-driver.ts";
import { writeTo } from "../write-to.ts";

const LONGEST_SILENCE_MS = 60_000;
/** "File unavailable": https://www.rfc-editor.org/rfc/rfc959#section-4.2 */
const UNAVAILABLE = 550;

export interface FtpOptions {
  /** Better here, from the environment, than in the URL: a URL is a target's name, and is shown. */
  readonly password?: string;
}

/**
 * A file on an FTP server. It is uploaded under another name in the same folder, which is made where it is missing, and
 * renamed when it is whole; the server has to replace a file that has the name already, as most do.
 *
 * @example
 * output() {
 *   return new FtpTarget(`ftps://loader@files.example.com/sales/${this.date}.csv`, { password: process.env.FTP_PASSWORD });
 * }
 */
export class FtpTarget<F extends Format = "text"> extends FileSystemTarget<F> {
  readonly #url: URL;
  /** From the folder that one is in after the login. */
  readonly #file: string;
  readonly #password: string | undefined;

  /** @param url `ftp://user@host:21/path`, or `ftps://…` where the server speaks TLS; without a user it is `anonymous` */
  constructor(url: string, options: FileSystemTargetOptions<F> & FtpOptions = {}) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    const file = decodeURIComponent(parsed?.pathname.slice(1) ?? "");
    if (parsed === undefined || !/^ftps?:$/.test(parsed.protocol) || file === "")
      throw new TypeError("An FtpTarget is named ftp://user@host/path or ftps://user@host/path.");
    const password = options.password ?? (parsed.password === "" ? undefined : decodeURIComponent(parsed.password));
    parsed.password = "";
    super(parsed.href, options);
    this.#url = parsed;
    this.#file = file;
    this.#password = password;
  }

  async exists(): Promise<boolean> {
    return (await this.stat()) !== undefined;
  }

  async existsTogether(targets: readonly Target[]): Promise<FtpTarget<Format>[]> {
    const asked = targets as readonly FtpTarget<Format>[];
    const existing: FtpTarget<Format>[] = [];
    const servers = Map.groupBy(asked, (target) => JSON.stringify([target.#url.origin, target.#url.username]));
    for (const here of servers.values()) {
      const folders = Map.groupBy(here, (target) => posix.dirname(target.#file));
      await (here[0] as FtpTarget<Format>).#ask(async (client) => {
        for (const [folder, wanted] of folders) {
          const names = new Set((await listed(client, folder)).map(({ name }) => name));
          existing.push(...wanted.filter((target) => names.has(posix.basename(target.#file))));
        }
      });
    }
    return existing;
  }

  stat(): Promise<TargetStat | undefined> {
    return this.#ask(async (client) => {
      try {
        return { size: await client.size(this.#file), modifiedMs: await lastModified(client, this.#file) };
      } catch (error) {
        if (codeOf(error) === UNAVAILABLE) return undefined;
        throw error;
      }
    });
  }

  async remove(): Promise<void> {
    await this.#ask(async (client) => {
      try {
        await client.remove(this.#file);
      } catch (error) {
        if (codeOf(error) !== UNAVAILABLE) throw error;
        // It is not there, or may not be removed.
        const names = (await listed(client, posix.dirname(this.#file))).map(({ name }) => name);
        if (names.includes(posix.basename(this.#file))) throw error;
      }
    });
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
    const client = await this.#connect();
    const body = new PassThrough();
    const done = client.downloadTo(body, this.#file);
    done.catch((error: Error) => body.destroy(error));
    try {
      yield* body;
      await done;
    } catch (error) {
      throw this.#failed(error);
    } finally {
      client.close();
    }
  }

  async #begin(): Promise<Upload> {
    const client = await this.#connect();
    const { dir, base } = posix.parse(this.#file);
    const temporary = posix.join(dir, `.${base}.${randomBytes(4).toString("hex")}.tmp`);
    if (dir !== "") await makeFolder(client, dir);
    const body = new PassThrough({ highWaterMark: 1 << 20 });
    const done = client.uploadFrom(body, temporary);
    done.catch((error: Error) => body.destroy(error));
    body.on("error", () => {}); // whoever writes next is told
    return {
      write: (chunk) => writeTo(body, chunk),
      finish: async () => {
        body.end();
        await done;
      },
      commit: async () => void (await client.rename(temporary, this.#file)),
      abandon: async () => {
        body.destroy(new Error("The upload was ended before its end."));
        await done.catch(() => {});
        client.close();
        // By another connection: this one may be in the middle of the upload.
        await this.#ask((other) => other.remove(temporary, true));
      },
      close: async () => client.close(),
    };
  }

  async #ask<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    try {
      return await work(client);
    } catch (error) {
      throw this.#failed(error);
    } finally {
      client.close();
    }
  }

  async #connect(): Promise<Client> {
    const { Client: FtpClient } = await loadDriver<typeof import("basic-ftp")>("basic-ftp", "FTP");
    const client = new FtpClient(LONGEST_SILENCE_MS);
    const { hostname, port, username, protocol } = this.#url;
    try {
      await client.access({
        host: hostname,
        port: port === "" ? 21 : Number(port),
        user: username === "" ? "anonymous" : decodeURIComponent(username),
        password: this.#password ?? "pipewright",
        secure: protocol === "ftps:",
      });
      return client;
    } catch (error) {
      client.close();
      throw this.#failed(error);
    }
  }

  #failed(error: unknown): Error {
    return error instanceof ConnectorError ? error : new ConnectorError(this.path, error, [this.#password]);
  }
}

/** Not every server tells it. */
async function lastModified(client: Client, file: string): Promise<number | undefined> {
  return client.lastMod(file).then(
    (date) => date.getTime(),
    () => undefined,
  );
}

/** What is in a folder; nothing where there is none. */
async function listed(client: Client, folder: string): Promise<{ readonly name: string }[]> {
  try {
    return await inFolder(client, folder, () => client.list());
  } catch (error) {
    if (codeOf(error) === UNAVAILABLE) return [];
    throw error;
  }
}

async function makeFolder(client: Client, folder: string): Promise<void> {
  const before = await client.pwd();
  await client.ensureDir(folder);
  await client.cd(before);
}

/** Servers read the words of LIST as options where they like to: a folder is entered, and no name given. */
async function inFolder<T>(client: Client, folder: string, work: () => Promise<T>): Promise<T> {
  const before = await client.pwd();
  await client.cd(folder);
  try {
    return await work();
  } finally {
    await client.cd(before);
  }
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}
