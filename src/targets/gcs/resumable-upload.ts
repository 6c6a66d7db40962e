import { setTimeout } from "node:timers/promises";
import type { CRC32C } from "@google-cloud/storage";
import type { Upload } from "../../framework/targets/committed-stream.ts";

/** A multiple of 256 KiB, which Google asks for. */
const PART_BYTES = 1 << 20;
const MOST_TRIES = 6;
const PAUSE_MS = 250;
const [MORE, TOO_MANY] = [308, 429];

/**
 * An upload to the address that Google gave for it, in parts, in one piece of memory: the driver's own keeps many of them.
 * A part whose answer is lost is asked for, and sent again from where Google has it.
 *
 * https://cloud.google.com/storage/docs/performing-resumable-uploads#chunked-upload
 */
export class ResumableUpload implements Upload {
  readonly #uri: string;
  readonly #checksum: CRC32C;
  readonly #part = Buffer.allocUnsafe(PART_BYTES);
  #filled = 0;
  /** What came before the part. */
  #sent = 0;

  constructor(uri: string, checksum: CRC32C) {
    this.#uri = uri;
    this.#checksum = checksum;
  }

  async write(chunk: Buffer): Promise<void> {
    this.#checksum.update(chunk);
    for (let from = 0; from < chunk.length; ) {
      const copied = chunk.copy(this.#part, this.#filled, from);
      this.#filled += copied;
      from += copied;
      if (this.#filled === PART_BYTES) await this.#send("*");
    }
  }

  async commit(): Promise<void> {
    const stored = await this.#send(this.#sent + this.#filled);
    const { crc32c } = (stored ?? {}) as { crc32c?: string };
    if (crc32c !== undefined && crc32c !== this.#checksum.toString())
      throw new Error("What Google stored is not what was sent: its checksum is another one.");
  }

  async abandon(): Promise<void> {
    await fetch(this.#uri, { method: "DELETE" }).catch(() => {}); // else Google forgets it in a week
  }

  /** @returns what Google says of the object, after the last part */
  async #send(total: number | "*"): Promise<unknown> {
    let done = 0; // of the part
    for (let tried = 1; ; tried++) {
      const last = this.#sent + this.#filled - 1;
      const range = done === this.#filled ? `*/${total}` : `${this.#sent + done}-${last}/${total}`;
      const response = await this.#put(range, this.#part.subarray(done, this.#filled), tried === MOST_TRIES);
      if (response?.ok) return response.json();
      if (response !== undefined) {
        await response.body?.cancel();
        const [, end] = /-(\d+)$/.exec(response.headers.get("range") ?? "") ?? [];
        const has = (end === undefined ? 0 : Number(end) + 1) - this.#sent;
        if (has < done || tried === MOST_TRIES) throw new Error("Google does not take what it is sent.");
        done = has;
        if (done === this.#filled && total === "*") break;
      }
      await setTimeout(PAUSE_MS * 2 ** tried);
    }
    this.#sent += this.#filled;
    this.#filled = 0;
    return undefined;
  }

  /** @returns nothing where it is to be sent again: Google passes over what it has */
  async #put(range: string, body: Buffer, isLast: boolean): Promise<Response | undefined> {
    const headers = { "content-range": `bytes ${range}` };
    const options = { method: "PUT", headers, body: body.length > 0 ? body : null };
    const response = await fetch(this.#uri, options).catch((error: unknown) => {
      if (isLast) throw error;
      return undefined;
    });
    if (response === undefined || response.ok || response.status === MORE) return response;
    const said = await response.text();
    const isPassing = response.status >= 500 || response.status === TOO_MANY;
    if (isLast || !isPassing) throw new Error(`the server answered ${response.status}: ${said.slice(0, 500)}`);
    return undefined;
  }
}
