import type { Writable } from "node:stream";

/** Resolves once a stream has taken a chunk, and rejects when it fails or is closed before. */
export function writeTo(stream: Writable, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = () => reject(stream.errored ?? new Error("The connection was closed."));
    if (stream.destroyed) return closed();
    stream.once("close", closed);
    stream.write(chunk, (error) => {
      stream.removeListener("close", closed);
      if (error) reject(error);
      else resolve();
    });
  });
}
