import { expect, test } from "vitest";
import { IntParameter, LocalTarget, Task, Temporal } from "../../src/framework/index.ts";
import { planTask, runTask } from "../../src/testing/index.ts";

class Stamp extends Task.with({ n: IntParameter() }) {
  override output() {
    return new LocalTarget(`stamps/${this.n}.json`, { format: "json" });
  }
  override async run() {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await this.output().write({
      date: new Date().toISOString(),
      now: Date.now(),
      text: Date().slice(0, 15),
      temporal: Temporal.Now.plainDateISO("UTC").toString(),
      given: new Date("2020-02-02").toISOString().slice(0, 10),
      isDate: new Date() instanceof Date,
    });
  }
}

test("A run has the time that it is given, each its own, and everybody else has the real one", async () => {
  const RealDate = Date;
  const [new_, old] = [new Date("2026-11-24T10:00:00Z"), "1999-12-31T12:00:00Z"];
  const runs = [
    runTask(new Stamp({ n: 1 }), { now: new_ }),
    runTask(new Stamp({ n: 2 }), { now: old }),
    runTask(new Stamp({ n: 3 })),
  ] as const;
  expect(Math.abs(Date.now() - performance.timeOrigin - performance.now())).toBeLessThan(60_000);
  const [first, second, third] = await Promise.all(runs);
  expect(await first.output.read()).toMatchObject({
    date: "2026-11-24T10:00:00.000Z",
    now: new_.getTime(),
    text: expect.stringContaining("Nov 24 2026"),
    temporal: "2026-11-24",
    given: "2020-02-02",
    isDate: true,
  });
  expect(await second.output.read()).toMatchObject({ date: "1999-12-31T12:00:00.000Z", temporal: "1999-12-31" });
  const { now } = (await third.output.read()) as { now: number };
  expect(now).toBeGreaterThan(performance.timeOrigin - 60_000);
  expect(Date).toBe(RealDate);
});

class Daily extends Task.with({}) {
  override output() {
    return new LocalTarget(`daily/${new Date().toISOString().slice(0, 10)}.txt`);
  }
}

test("A plan has it, too", async () => {
  const files = { "daily/2026-11-24.txt": "" };
  const actions = ["2026-11-24T01:00:00Z", "2026-11-25T01:00:00Z"].map(
    async (now) => (await planTask(new Daily({}), { files, now })).tasks[0]?.action,
  );
  expect(await Promise.all(actions)).toEqual(["skip", "run"]);
});

test("What is no time is refused", async () => {
  await expect(runTask(new Stamp({ n: 1 }), { now: "tomorrow" })).rejects.toThrow(
    'now: "tomorrow" is no time. It is written like 2026-11-24T10:00:00Z.',
  );
});
