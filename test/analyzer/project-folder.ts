import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AnalyzerOptions } from "../../src/protocol/analyzer-api.ts";

/** A project in a temporary folder, gone at the end of its test. */
export class ProjectFolder implements Disposable {
  readonly root = mkdtempSync(path.join(tmpdir(), "pipewright-analyzer-"));
  readonly cacheFile = path.join(this.root, ".pipewright/cache/task-index.json");
  #writes = 0;
  readonly #times = new Map<string, number>();

  constructor(files: Readonly<Record<string, string>>) {
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  get options(): AnalyzerOptions {
    return { root: this.root, include: ["**/*.ts"], exclude: ["**/*.d.ts"], cacheFile: this.cacheFile };
  }

  write(file: string, text: string): void {
    const target = path.join(this.root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    // Two writes in one tick of the file system's clock would look like one.
    this.#writes += 1;
    this.#times.set(file, this.#writes);
    utimesSync(target, this.#writes, this.#writes);
  }

  /** Changes the text so that only reading the file tells: same size, same time. */
  writeUnseen(file: string, text: string): void {
    const target = path.join(this.root, file);
    if (Buffer.byteLength(text) !== statSync(target).size) throw new Error("The size would tell.");
    const time = this.#times.get(file) ?? 0;
    writeFileSync(target, text);
    utimesSync(target, time, time);
  }

  remove(file: string): void {
    rmSync(path.join(this.root, file));
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
