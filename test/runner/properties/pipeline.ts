import fc from "fast-check";

/** A task of a random pipeline, and what it is going to do. It needs only those before it. */
export interface JobSpec {
  readonly kind: "task" | "external" | "wrapper";
  /** What it makes is there before the run. */
  readonly exists: boolean;
  /** Planning asks for this, and it throws. */
  readonly throwsIn?: "complete" | "requires";
  /** Their places in the pipeline. */
  readonly requires: readonly number[];
  /** What it asks for in the middle of its `run()`, one `yield` after the other. */
  readonly asks: readonly (readonly number[])[];
  /** How many of its attempts fail, counted from the first. */
  readonly failures: number;
  /** Its failed attempts take their process with them. */
  readonly dies: boolean;
  readonly retries: number;
  /** Its `run()` makes nothing. */
  readonly forgets: boolean;
  readonly priority: number;
  readonly resources: Readonly<Record<string, number>>;
}

export interface Pipeline {
  readonly jobs: readonly JobSpec[];
  /** What is asked for. */
  readonly roots: readonly number[];
  readonly workers: number;
  /** How many turns of the event loop each step of a task takes, over and over. */
  readonly turns: readonly number[];
}

/** How much there is. Of what is not named there is 1. */
export const LIMITS: Readonly<Record<string, number>> = { db: 2, cpu: 3 };

const seldom = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

const job = fc.record({
  kind: seldom<JobSpec["kind"]>("task", "external", "wrapper"),
  exists: seldom(false, true),
  throwsIn: fc.oneof(
    { weight: 15, arbitrary: fc.constant(undefined) },
    fc.constantFrom<"complete" | "requires">("complete", "requires"),
  ),
  requires: fc.array(fc.nat(), { maxLength: 4 }),
  asks: fc.oneof(
    { weight: 4, arbitrary: fc.constant<number[][]>([]) },
    fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 2 }),
  ),
  failures: seldom(0, 1, 2),
  dies: fc.boolean(),
  retries: fc.nat(2),
  forgets: seldom(false, false, false, true),
  priority: fc.integer({ min: -1, max: 2 }),
  resources: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    fc.dictionary(fc.constantFrom("db", "cpu", "printer"), fc.integer({ min: 1, max: 2 }), { maxKeys: 2 }),
  ),
});

/** Any pipeline: any shape, any trouble, any number of workers. */
export const pipelines: fc.Arbitrary<Pipeline> = fc
  .record({
    jobs: fc.array(job, { minLength: 1, maxLength: 25 }),
    roots: fc.array(fc.nat(), { maxLength: 2 }),
    workers: fc.integer({ min: 1, max: 4 }),
    turns: fc.array(fc.nat(3), { minLength: 1, maxLength: 10 }),
  })
  .map(({ jobs, roots, ...rest }) => {
    const before = (places: readonly number[], end: number) =>
      end === 0 ? [] : [...new Set(places.map((place) => place % end))];
    return {
      ...rest,
      roots: [...new Set([jobs.length - 1, ...before(roots, jobs.length)])],
      jobs: jobs.map((drawn, place) => ({
        ...drawn,
        dies: drawn.dies && drawn.kind === "task",
        throwsIn: drawn.kind === "wrapper" && drawn.throwsIn === "complete" ? undefined : drawn.throwsIn,
        requires: before(drawn.requires, place),
        asks: drawn.asks.map((asked) => before(asked, place)),
      })),
    };
  });
