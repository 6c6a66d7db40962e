import { hash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import type { Readable, Writable } from "node:stream";
import type SftpClient from "ssh2-sftp-client";
import type { FileSystemTargetOptions } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import type { TargetStat } from "../../framework/targets/target.ts";
import { loadDriver } from "../load-driver.ts";
import { type FileUpload, type ServerFileOptions, ServerFileTarget } from "../server-file-target.ts";

const LONGEST_LOGIN_MS = 60_000;
const ASK_WHETHER_ALIVE_MS = 15_000;

export interface SftpOptions extends ServerFileOptions {
  /** The fingerprint of the server's key as `ssh-keygen -lf` prints it, `SHA256:…`: what tells it from an impostor. */
  readonly hostKey: string;
  /** The text of a private key; without one and without a password, the agent at `SSH_AUTH_SOCK` is asked. */
  readonly privateKey?: string;
  /** Of the private key. */
  readonly passphrase?: string;
}

/**
 * A file on an SSH server. It is uploaded under another name in the same folder, which is made where it is missing, and
 * renamed when it is whole, by OpenSSH's extension of SFTP that replaces an older file.
 *
 * @example
 * output() {
 *   return new SftpTarget(`sftp://loader@files.example.com/sales/${this.date}.csv`, {
 *     hostKey: "SHA256:pJ0Z2hQhVwWv2sVvJ1nS8fG2l0hN0q0a3yq9b5m6k7E",
 *     privateKey: process.env.SFTP_KEY,
 *   });
 * }
 */
export class SftpTarget<F extends Format = "text"> extends ServerFileTarget<F, SftpClient> {
  readonly #options: SftpOptions;

  /**
   * @param url `sftp://user@host:22/path`, from the folder that one is in after the login; `sftp://user@host//path` from
   *   the root
   */
  constructor(url: string, options: FileSystemTargetOptions<F> & SftpOptions) {
    super(url, ["sftp:"], options);
    if (!/^SHA256:[\w+/]{43}=?$/.test(options.hostKey))
      throw new TypeError(`The hostKey of ${this.path} is no SHA256:… as ssh-keygen -lf prints it.`);
    this.#options = options;
  }

  protected async connect(): Promise<SftpClient> {
    const { default: Client } = await loadDriver<{ default: typeof SftpClient }>("ssh2-sftp-client", "SFTP");
    // What goes wrong later, whoever uses the connection is told.
    const quiet = { error: () => {}, end: () => {}, close: () => {} };
    const client = new Client("pipewright", quiet);
    const { hostname, port, username } = this.url;
    const { hostKey, privateKey, passphrase } = this.#options;
    const login =
      this.password === undefined && privateKey === undefined
        ? { agent: process.env["SSH_AUTH_SOCK"] }
        : { password: this.password, privateKey, passphrase };
    // Each block waits for the answer to the one before it: without this, for 40 ms more.
    const sock = connect({ host: hostname, port: port === "" ? 22 : Number(port), noDelay: true });
    await once(sock, "connect");
    await client.connect({
      sock,
      username: decodeURIComponent(username),
      ...login,
      hostVerifier: (key: Buffer) => isKey(key, hostKey),
      readyTimeout: LONGEST_LOGIN_MS,
      keepaliveInterval: ASK_WHETHER_ALIVE_MS,
    });
    return client;
  }

  protected async disconnect(client: SftpClient): Promise<void> {
    await client.end().catch(() => {}); // which it was already, or the server is gone
  }

  protected async namesIn(client: SftpClient, folder: string): Promise<Set<string>> {
    if ((await client.exists(folder)) !== "d") return new Set();
    return new Set((await client.list(folder)).map(({ name }) => name));
  }

  protected async statOf(client: SftpClient, file: string): Promise<TargetStat | undefined> {
    if (!(await client.exists(file))) return undefined;
    const { size, modifyTime } = await client.stat(file);
    return { size, modifiedMs: modifyTime };
  }

  protected async makeFolder(client: SftpClient, folder: string): Promise<void> {
    if (!(await client.exists(folder))) await client.mkdir(folder, true);
  }

  protected async removeFile(client: SftpClient, file: string): Promise<void> {
    await client.delete(file, true);
  }

  protected async rename(client: SftpClient, from: string, to: string): Promise<void> {
    await client.posixRename(from, to);
  }

  protected async *download(client: SftpClient, file: string): AsyncGenerator<Uint8Array, void, undefined> {
    const stream = client.createReadStream(file);
    const closed = untilClosed(client, stream);
    closed.catch(() => {});
    try {
      yield* stream as AsyncIterable<Uint8Array>;
    } finally {
      stream.destroy();
      await closed.catch(() => {}); // who reads was told
    }
  }

  protected upload(client: SftpClient, file: string): FileUpload {
    const stream = client.createWriteStream(file);
    return { stream, done: untilClosed(client, stream) };
  }
}

/**
 * Resolves when the server has closed the file of a stream. The driver's streams do not hear of a connection that is
 * lost, and fail still when they have ended: when it is lost before the server has answered.
 */
function untilClosed(client: SftpClient, stream: Readable | Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once("close", () => resolve());
    stream.on("error", reject);
    client.on("close", () => {
      const error = new Error("The connection was closed.");
      stream.destroy(error);
      reject(error);
    });
  });
}

function isKey(key: Buffer, fingerprint: string): boolean {
  const [expected, is] = [Buffer.from(fingerprint.slice("SHA256:".length), "base64"), hash("sha256", key, "buffer")];
  return expected.length === is.length && timingSafeEqual(expected, is);
}
