import { pipeline } from "node:stream/promises";
import type { FileSystemTarget } from "../../src/framework/index.ts";
import type { Subject } from "./contract-subject.ts";

/** A target of bytes as the contract sees it. */
export function fileSubject(target: FileSystemTarget): Subject {
  async function* text(lines: AsyncIterable<string>) {
    for await (const line of lines) yield `${line}\n`;
  }
  return {
    target,
    write: (lines, signal) => pipeline(text(lines), target.createWriteStream(), { signal }),
    lines: () => target.lines(),
  };
}
