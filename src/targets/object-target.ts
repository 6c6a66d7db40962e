import { Readable, type Writable as WritableStream } from "node:stream";
import { CommittedStream, type Upload } from "../framework/targets/committed-stream.ts";
import { FileSystemTarget } from "../framework/targets/file-system-target.ts";
import type { Format } from "../framework/targets/format.ts";
import type { Target, TargetStat } from "../framework/targets/target.ts";

/** An object in a store that keeps objects by key: it is there when all of it is. */
export abstract class ObjectTarget<F extends Format> extends FileSystemTarget<F> {
  protected abstract readonly key: string;
  /** The same for all whose keys are listed together. */
  protected abstract readonly place: string;

  abstract stat(): Promise<TargetStat | undefined>;
  /** The keys that begin so, in the order of their bytes. */
  protected abstract keysFrom(prefix: string): AsyncIterable<string>;
  protected abstract download(): AsyncIterable<Uint8Array>;
  protected abstract begin(): Promise<Upload>;
  /** Makes the error that is shown of what the driver threw. */
  protected abstract failed(error: unknown): Error;

  async exists(): Promise<boolean> {
    return (await this.stat()) !== undefined;
  }

  async existsTogether(targets: readonly Target[]): Promise<ObjectTarget<Format>[]> {
    const asked = targets as readonly ObjectTarget<Format>[];
    const existing: ObjectTarget<Format>[] = [];
    for (const here of Map.groupBy(asked, ({ place }) => place).values()) {
      const found = await (here[0] as ObjectTarget<Format>).#among(here.map(({ key }) => key));
      existing.push(...here.filter(({ key }) => found.has(key)));
    }
    return existing;
  }

  protected readStored(): Readable {
    return Readable.from(this.#downloaded(), { objectMode: false });
  }

  protected writeStored(): WritableStream {
    return new CommittedStream(
      () => this.begin(),
      (error) => this.failed(error),
    );
  }

  async *#downloaded(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* this.download();
    } catch (error) {
      throw this.failed(error);
    }
  }

  /** Lists what lies between the first and the last of some keys, in as few questions as the store has pages. */
  async #among(keys: readonly string[]): Promise<Set<string>> {
    const sorted = keys.toSorted(byBytes);
    const [first = "", last = ""] = [sorted[0], sorted.at(-1)];
    let length = 0;
    while (length < first.length && first[length] === last[length]) length++;
    const found = new Set<string>();
    try {
      for await (const key of this.keysFrom(first.slice(0, length))) {
        found.add(key);
        if (byBytes(key, last) >= 0) break;
      }
    } catch (error) {
      throw this.failed(error);
    }
    return found;
  }
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
