import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** What was measured at one time on one machine. */
export interface Figures {
  /** ISO 8601. */
  readonly time: string;
  readonly machine: string;
  readonly rows: readonly Row[];
}

type Row = Readonly<Record<string, string | number | undefined>>;

const FOLDER = path.resolve(import.meta.dirname, "../../artifacts/figures");

/**
 * Keeps what a measurement found, in place of what it found before: `npm run figures` makes a page of it.
 *
 * @param name of the measurement, as a file's name
 * @param rows each with the same columns
 */
export function keepFigures(name: string, rows: readonly object[]): void {
  const machine = `${os.availableParallelism()} cores (${os.cpus()[0]?.model.trim() ?? "unknown"}), ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.platform()}, Node ${process.versions.node}`;
  mkdirSync(FOLDER, { recursive: true });
  const text = JSON.stringify({ time: new Date().toISOString(), machine, rows }, null, 2);
  writeFileSync(path.join(FOLDER, `${name}.json`), `${text}\n`);
}

/** @returns what was kept by names that begin so, in their order */
export function keptFigures(name: string): Figures[] {
  const files = globSync(`${name}*.json`, { cwd: FOLDER }).sort();
  return files.map((file) => JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")) as Figures);
}
