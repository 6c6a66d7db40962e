import path from "node:path";
import { Readable, Writable } from "node:stream";
import type { FileStore } from "../framework/targets/file-store.ts";
import type { TargetStat } from "../framework/targets/target.ts";

/** Files in memory, seen whole or not at all, as those on the disk are. */
export class MemoryFiles implements FileStore {
  /** By absolute path, so that two ways to write one path are one file. */
  readonly #contents = new Map<string, Uint8Array>();

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    for (const [file, content] of Object.entries(files)) this.#contents.set(path.resolve(file), Buffer.from(content));
  }

  /** What there is now, by path: relative to the working folder where it lies below it. */
  contents(): Record<string, Uint8Array> {
    return Object.fromEntries([...this.#contents].map(([file, content]) => [shown(file), content]));
  }

  locate(file: string): string {
    return file;
  }

  exists(file: string): boolean {
    return this.#contents.has(path.resolve(file));
  }

  stat(file: string): TargetStat | undefined {
    const content = this.#contents.get(path.resolve(file));
    return content && { size: content.byteLength };
  }

  createReadStream(file: string): Readable {
    const content = this.#contents.get(path.resolve(file));
    const reading = new Readable({ read() {} });
    if (content === undefined) {
      const message = `ENOENT: no such file in the memory of this test: ${file}`;
      reading.destroy(Object.assign(new Error(message), { code: "ENOENT", path: file }));
    } else {
      reading.push(content);
      reading.push(null);
    }
    return reading;
  }

  createWriteStream(file: string): Writable {
    const chunks: Buffer[] = [];
    return new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        chunks.push(chunk);
        done();
      },
      final: (done) => {
        this.#contents.set(path.resolve(file), Buffer.concat(chunks));
        done();
      },
    });
  }

  async remove(file: string): Promise<void> {
    this.#contents.delete(path.resolve(file));
  }
}

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : relative.replaceAll(path.sep, "/");
}
