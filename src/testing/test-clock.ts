import { AsyncLocalStorage } from "node:async_hooks";

// Each test run has its own clock, also while several go on at once; whoever else runs meanwhile has the real one.
const current = new AsyncLocalStorage<number>();

const RealDate = Date;
let uses = 0;

const TestDate = new Proxy(RealDate, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length > 0 ? given : [now()], newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
});

function now(): number {
  return current.getStore() ?? RealDate.now();
}

/**
 * Does something at a time of our choice: `Date` stands still there, and what asks it, as the `Temporal` that
 * we bring does where Node has none.
 *
 * @param time the time, as `new Date` takes it; the real one when it is `undefined`
 * @throws RangeError when it is no time
 */
export async function atTime<T>(time: Date | string | undefined, work: () => Promise<T>): Promise<T> {
  if (time === undefined) return work();
  const instant = new RealDate(time).getTime();
  if (Number.isNaN(instant))
    throw new RangeError(`now: "${time}" is no time. It is written like 2026-11-24T10:00:00Z.`);
  if (uses++ === 0) globalThis.Date = TestDate;
  try {
    return await current.run(instant, work);
  } finally {
    // Timers of the test runner's may have taken its place meanwhile: they are their maker's to put away.
    if (--uses === 0 && globalThis.Date === TestDate) globalThis.Date = RealDate;
  }
}
