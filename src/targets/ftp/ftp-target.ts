import { posix } from "node:path";
import { PassThrough } from "node:stream";
import type { Client } from "basic-ftp";
import type { FileSystemTargetOptions } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import type { TargetStat } from "../../framework/targets/target.ts";
import { loadDriver } from "../load-driver.ts";
import { type FileUpload, type ServerFileOptions, ServerFileTarget } from "../server-file-target.ts";

const LONGEST_SILENCE_MS = 60_000;
/** "File unavailable": https://www.rfc-editor.org/rfc/rfc959#section-4.2 */
const UNAVAILABLE = 550;

export type FtpOptions = ServerFileOptions;

/**
 * A file on an FTP server. It is uploaded under another name in the same folder, which is made where it is missing, and
 * renamed when it is whole; the server has to replace a file that has the name already, as most do.
 *
 * @example
 * output() {
 *   return new FtpTarget(`ftps://loader@files.example.com/sales/${this.date}.csv`, { password: process.env.FTP_PASSWORD });
 * }
 */
export class FtpTarget<F extends Format = "text"> extends ServerFileTarget<F, Client> {
  /** @param url `ftp://user@host:21/path`, or `ftps://…` where the server speaks TLS; without a user it is `anonymous` */
  constructor(url: string, options: FileSystemTargetOptions<F> & FtpOptions = {}) {
    super(url, ["ftp:", "ftps:"], options);
  }

  protected async connect(): Promise<Client> {
    const { Client: FtpClient } = await loadDriver<typeof import("basic-ftp")>("basic-ftp", "FTP");
    const client = new FtpClient(LONGEST_SILENCE_MS);
    const { hostname, port, username, protocol } = this.url;
    try {
      await client.access({
        host: hostname,
        port: port === "" ? 21 : Number(port),
        user: username === "" ? "anonymous" : decodeURIComponent(username),
        password: this.password ?? "pipewright",
        secure: protocol === "ftps:",
      });
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  protected async disconnect(client: Client): Promise<void> {
    client.close();
  }

  protected async namesIn(client: Client, folder: string): Promise<Set<string>> {
    try {
      const files = await inFolder(client, folder, () => client.list());
      return new Set(files.map(({ name }) => name));
    } catch (error) {
      if (isUnavailable(error)) return new Set();
      throw error;
    }
  }

  protected async statOf(client: Client, file: string): Promise<TargetStat | undefined> {
    try {
      return { size: await client.size(file), modifiedMs: await lastModified(client, file) };
    } catch (error) {
      if (isUnavailable(error)) return undefined;
      throw error;
    }
  }

  protected async makeFolder(client: Client, folder: string): Promise<void> {
    const before = await client.pwd();
    await client.ensureDir(folder);
    await client.cd(before);
  }

  protected async removeFile(client: Client, file: string): Promise<void> {
    try {
      await client.remove(file);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      // It is not there, or may not be removed.
      const names = await this.namesIn(client, posix.dirname(file));
      if (names.has(posix.basename(file))) throw error;
    }
  }

  protected async rename(client: Client, from: string, to: string): Promise<void> {
    await client.rename(from, to);
  }

  protected async *download(client: Client, file: string): AsyncGenerator<Uint8Array, void, undefined> {
    const body = new PassThrough();
    const done = client.downloadTo(body, file);
    done.catch((error: Error) => body.destroy(error));
    yield* body;
    await done;
  }

  protected upload(client: Client, file: string): FileUpload {
    const stream = new PassThrough({ highWaterMark: 1 << 20 });
    return { stream, done: client.uploadFrom(stream, file) };
  }
}

/** Not every server tells it. */
async function lastModified(client: Client, file: string): Promise<number | undefined> {
  return client.lastMod(file).then(
    (date) => date.getTime(),
    () => undefined,
  );
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

function isUnavailable(error: unknown): boolean {
  return (error as { code?: unknown }).code === UNAVAILABLE;
}
