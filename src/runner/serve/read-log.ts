import { open, realpath } from "node:fs/promises";
import path from "node:path";
import type { LogPiece } from "../../protocol/panel-api.ts";
import { UserError } from "../run/user-error.ts";

const MOST_BYTES = 1_000_000;

/**
 * Reads a log from where a reader left off; of a long one the end.
 *
 * @param stateDir the folder that logs lie in: nothing outside it is read
 * @param file relative to the project's folder
 * @param from in bytes
 * @throws UserError when the log is gone, or the file is no log
 */
export async function readLog(stateDir: string, file: string, from: number): Promise<LogPiece> {
  const wanted = path.resolve(path.dirname(stateDir), file);
  const [real, folder] = await Promise.all([
    realpath(wanted).catch(() => undefined),
    realpath(path.join(stateDir, "logs")).catch(() => undefined),
  ]);
  if (real === undefined) throw new UserError(`The log is gone: ${file}`);
  if (folder === undefined || !real.startsWith(folder + path.sep)) throw new UserError(`This is no log: ${file}`);
  const handle = await open(real);
  try {
    const { size } = await handle.stat();
    // A shorter file is another one.
    const start = Math.max(from > size ? 0 : from, size - MOST_BYTES, 0);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    const whole = wholeCharacters(buffer.subarray(0, bytesRead));
    return { text: whole.toString("utf8"), next: start + whole.length };
  } finally {
    await handle.close();
  }
}

/** Leaves a character out that is only half there: the next piece begins with it. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}
