/** What is measured: a run of so many tasks, and the same run once everything exists. */
export interface BenchCase {
  readonly name: string;
  /** How many files are made. */
  readonly files: number;
  /** What `pipewright` is asked. */
  readonly command: readonly string[];
  /** It takes minutes: it is run when its name is given. */
  readonly onlyByName?: boolean;
}

const fanOut = (count: number): BenchCase => ({
  name: `fan-out-${count}`,
  files: count,
  command: ["run", "FanOut", "--count", String(count)],
});

export const BENCH_CASES: readonly BenchCase[] = [
  fanOut(1000),
  fanOut(10_000),
  { ...fanOut(100_000), onlyByName: true },
  { name: "chain-10000", files: 10_000, command: ["run", "Link", "--n", "9999"] },
  {
    name: "backfill-10-years",
    files: 3653,
    command: ["backfill", "Daily", "--from", "2016-01-01", "--to", "2025-12-31"],
  },
];

/** A run of one complete task, again and again. */
export const START_UP = "start-up";
