import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { CRC32C } from "@google-cloud/storage";
import { GoogleIdentity } from "./google-identity.ts";
import { type JsonServer, jsonServer, Refused, sendJson } from "./json-server.ts";

/** The only one there is. */
export const BUCKET = "contract";
const PAGE = 1000;

interface Stored {
  readonly file: string;
  readonly size: number;
  readonly generation: number;
  readonly updated: string;
  readonly hashes: { readonly crc32c: string; readonly md5Hash: string };
}

export interface GcsServer extends JsonServer {
  readonly identity: GoogleIdentity;
  /** How many listings were asked for. */
  listings(): number;
  /** How many uploads were begun and neither ended nor given up. */
  uploads(): number;
  /** The next so many parts are taken, but their writers are not told. */
  loseAnswers(count: number): void;
}

/**
 * What Google Cloud Storage answers, by the published protocol, for objects on this machine: neither it nor an emulator of
 * it can be had from npm or Debian.
 *
 * https://cloud.google.com/storage/docs/json_api and, for uploads, https://cloud.google.com/storage/docs/performing-resumable-uploads
 */
export async function gcsServer(): Promise<GcsServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-gcs-"));
  const identity = new GoogleIdentity(folder);
  const store = new Store(folder);
  const server = await jsonServer(
    async (request, response, url) => {
      // Whoever knows the address of an upload may go on with it.
      const admitted = store.isUpload(url) || (await identity.admits(request, response, url));
      if (admitted) await store.answer(request, response, url);
    },
    ({ status, reason, message }) => ({ error: { code: status, message, errors: [{ reason, message }] } }),
  );
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    ...server,
    identity,
    listings: () => store.listings,
    uploads: () => store.uploads,
    loseAnswers: (count) => void (store.lost = count),
    stop,
  };
}

class Store {
  listings = 0;
  lost = 0;
  readonly #folder: string;
  readonly #objects = new Map<string, Stored>();
  readonly #uploads = new Map<string, { name: string; size: number; done?: Stored }>();
  #generation = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  isUpload({ searchParams }: URL): boolean {
    return this.#uploads.has(searchParams.get("upload_id") ?? "");
  }

  get uploads(): number {
    return [...this.#uploads.values()].filter(({ done }) => done === undefined).length;
  }

  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, upload, bucket, object] = /^(\/upload)?\/storage\/v1\/b\/([^/]+)\/o(?:\/(.+))?$/.exec(url.pathname) ?? [];
    if (bucket !== BUCKET) throw new Refused(404, "notFound", "The specified bucket does not exist.");
    if (upload !== undefined) return this.#upload(request, response, url);
    if (object === undefined) return this.#list(response, url);
    const name = decodeURIComponent(object);
    const stored = this.#objects.get(name);
    if (stored === undefined) throw new Refused(404, "notFound", `No such object: ${BUCKET}/${name}`);
    if (request.method === "DELETE") {
      this.#objects.delete(name);
      return void response.writeHead(204).end();
    }
    if (url.searchParams.get("alt") !== "media") return sendJson(response, told(name, stored));
    const { crc32c, md5Hash } = stored.hashes;
    response.writeHead(200, {
      "content-length": stored.size,
      "x-goog-hash": `crc32c=${crc32c},md5=${md5Hash}`,
      "x-goog-stored-content-encoding": "identity",
    });
    await pipeline(createReadStream(stored.file), response);
  }

  #list(response: ServerResponse, { searchParams }: URL): void {
    this.listings++;
    const [prefix, after] = [searchParams.get("prefix") ?? "", searchParams.get("pageToken") ?? ""];
    const names = [...this.#objects.keys()]
      .filter((name) => name.startsWith(prefix) && name > after)
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const page = names.slice(0, PAGE);
    const nextPageToken = names.length > PAGE ? page.at(-1) : undefined;
    sendJson(response, { kind: "storage#objects", items: page.map((name) => ({ name })), nextPageToken });
  }

  async #upload(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const id = url.searchParams.get("upload_id");
    if (id === null) {
      const begun = randomBytes(8).toString("hex");
      this.#uploads.set(begun, { name: url.searchParams.get("name") ?? "", size: 0 });
      url.searchParams.set("upload_id", begun);
      request.resume();
      return void response.writeHead(200, { location: url.href }).end();
    }
    const upload = this.#uploads.get(id);
    if (upload === undefined) throw new Refused(404, "notFound", "There is no such upload.");
    if (request.method === "DELETE") {
      this.#uploads.delete(id);
      return void response.writeHead(499).end();
    }
    const range = /^bytes (?:(\d+)-(\d+|\*)|\*)\/(\d+|\*)$/.exec(request.headers["content-range"] ?? "");
    if (range === null) throw new Refused(400, "badRequest", `Which part is ${request.headers["content-range"]}?`);
    const [, from, to, total] = range;
    const part = path.join(this.#folder, id);
    if (from !== undefined && upload.done === undefined) {
      if (Number(from) > upload.size) throw new Refused(503, "backendError", "There is a gap before this part.");
      await pipeline(request, createWriteStream(part, { flags: upload.size === 0 ? "w" : "r+", start: Number(from) }));
      upload.size = statSync(part).size;
    } else request.resume();
    const isWhole = to === "*" || upload.size === Number(total);
    if (upload.done === undefined && isWhole) upload.done = await this.#finish(upload.name, part, upload.size);
    if (this.lost > 0) {
      this.lost--;
      return void response.destroy();
    }
    if (upload.done !== undefined) return sendJson(response, told(upload.name, upload.done));
    response.writeHead(308, upload.size === 0 ? {} : { range: `bytes=0-${upload.size - 1}` }).end();
  }

  async #finish(name: string, part: string, size: number): Promise<Stored> {
    if (size === 0) await pipeline([], createWriteStream(part));
    const [crc32c, md5] = [new CRC32C(), createHash("md5")];
    for await (const chunk of createReadStream(part)) {
      crc32c.update(chunk as Buffer);
      md5.update(chunk as Buffer);
    }
    const generation = ++this.#generation;
    const file = `${part}.${generation}`;
    renameSync(part, file);
    const hashes = { crc32c: crc32c.toString(), md5Hash: md5.digest("base64") };
    const stored = { file, size, generation, updated: new Date().toISOString(), hashes };
    this.#objects.set(name, stored);
    return stored;
  }
}

function told(name: string, { size, generation, updated, hashes }: Stored) {
  return {
    kind: "storage#object",
    name,
    bucket: BUCKET,
    size: `${size}`,
    generation: `${generation}`,
    updated,
    ...hashes,
  };
}
