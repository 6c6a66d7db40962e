// How long runs take next to a bare loop that does the same work on files, and how much memory they need.
// `npm run bench [-- NAME …]`, as in `npm run bench -- fan-out-1000 start-up`; without names all but the 100,000 tasks.
// The figures of one machine at one time can be compared with each other: read the ratios.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { BENCH_CASES, type BenchCase, START_UP } from "./bench/cases.ts";
import { keepFigures } from "./bench/figures.ts";
import { type Measured, measure } from "./bench/measure.ts";
import { writeBenchProject } from "./bench/write-bench-project.ts";

const CLI = path.resolve(import.meta.dirname, "../dist/cli.js");
const BARE_LOOP = path.resolve(import.meta.dirname, "bench/bare-loop.ts");
const STARTS = 15;

interface Row {
  readonly case: string;
  readonly tasks: number;
  readonly seconds: number;
  readonly "bare seconds": number;
  readonly ratio: number;
  readonly "runner MB": number;
  readonly "worker MB": number;
}

const names = [...BENCH_CASES.map(({ name }) => name), START_UP];
const given = process.argv.slice(2);
const unknown = given.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")}. There are: ${names.join(", ")}.`);
  process.exit(2);
}

const rows: Row[] = [];
// Removed at the end: for a minute ext4 looks at each inode that was freed before it makes a file.
const folders: string[] = [];
process.once("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
for (const each of BENCH_CASES) {
  const isAsked = given.length === 0 ? each.onlyByName !== true : given.includes(each.name);
  if (isAsked) rows.push(...(await inProject((folder) => benchRuns(each, folder))));
}
if (given.length === 0 || given.includes(START_UP)) rows.push(await inProject(benchStartUp));

console.table(rows);
keepFigures("runs", rows);

async function inProject<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-bench-"));
  folders.push(folder);
  writeBenchProject(folder);
  return await work(folder);
}

/** Makes all, then nothing, since it exists: each right after the bare loop's. */
async function benchRuns({ name, files, command }: BenchCase, folder: string): Promise<Row[]> {
  // So that the first run need not look for the tasks and compile them: that is measured elsewhere.
  await measure(folder, [CLI, "plan", "Leaf", "--n", "0"]);
  const bare = await measure(folder, [BARE_LOOP, "write", String(files)]);
  const run = await measure(folder, [CLI, ...command]);
  const look = await measure(folder, [BARE_LOOP, "look", String(files)]);
  const again = await measure(folder, [CLI, ...command]);
  return [row(name, files, run, bare), row(`${name}, again`, files, again, look)];
}

async function benchStartUp(folder: string): Promise<Row> {
  const run = () => measure(folder, [CLI, "run", "Leaf", "--n", "0"]);
  for (const _ of ["makes it", "compiles nothing any more"]) await run();
  const runs: Measured[] = [];
  const empty: Measured[] = [];
  for (let start = 0; start < STARTS; start++) {
    empty.push(await measure(folder, ["-e", "0"]));
    runs.push(await run());
  }
  return row(START_UP, 1, median(runs), median(empty));
}

function median(measured: readonly Measured[]): Measured {
  return measured.toSorted((a, b) => a.seconds - b.seconds)[measured.length >> 1] as Measured;
}

function row(name: string, tasks: number, run: Measured, bare: Measured): Row {
  return {
    case: name,
    tasks,
    seconds: rounded(run.seconds),
    "bare seconds": rounded(bare.seconds),
    ratio: rounded(run.seconds / bare.seconds),
    "runner MB": run.peak,
    "worker MB": run.childPeak,
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
