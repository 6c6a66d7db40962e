import { pipeline } from "node:stream/promises";
import type { FileSystemTarget } from "../../framework/targets/file-system-target.ts";
import type { Format } from "../../framework/targets/format.ts";
import { Task } from "../../framework/task.ts";
import { HttpTarget } from "./http-target.ts";

// Part of the class below: what is declared here can be overridden by a property as well as by a getter.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface DownloadTask {
  /** Sent with the request, when overridden: `authorization`, say. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A task that keeps what lies under an address of the web, byte for byte.
 *
 * @example
 * export class DownloadRates extends DownloadTask.with({ date: DateParameter() }) {
 *   get url() {
 *     return `https://rates.example.com/${this.date}.csv`;
 *   }
 *   output() {
 *     return new LocalTarget(`data/rates/${this.date}.csv`, { format: "csv" });
 *   }
 * }
 */
export abstract class DownloadTask extends Task {
  abstract readonly url: string;
  abstract override output(): FileSystemTarget<Format>;

  override async run(): Promise<void> {
    const { url, headers, signal } = this;
    // The bytes are kept as they come; the output packs them where it does.
    const source = new HttpTarget(url, { format: "bytes", compression: "none", headers });
    let bytes = 0;
    async function* counted(chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        yield chunk;
      }
    }
    await pipeline(source.createReadStream(), counted, this.output().createWriteStream(), { signal });
    this.log(`${bytes} bytes from ${source.path}${source.etag === undefined ? "" : `, ETag ${source.etag}`}`);
  }
}
