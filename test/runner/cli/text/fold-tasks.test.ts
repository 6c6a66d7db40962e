import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Temporal } from "../../../../src/framework/temporal.ts";
import { foldDates, foldTasks } from "../../../../src/runner/cli/text/fold-tasks.ts";

const task = (family: string, params: Record<string, string>) => ({ taskId: "", family, params });
const dated = (...dates: string[]) => dates.map((date) => task("Dump", { date }));

describe("names of many tasks", () => {
  test.each([
    ["days, over the ends of months and years", ["2019-12-30", "2019-12-31", "2020-01-01"], "2019-12-30…2020-01-01"],
    ["days of a leap year", ["2020-02-28", "2020-02-29", "2020-03-01"], "2020-02-28…2020-03-01"],
    ["months", ["2019-11", "2019-12", "2020-01"], "2019-11…2020-01"],
    ["hours, over midnight", ["2020-02-28T23", "2020-02-29T00"], "2020-02-28T23…2020-02-29T00"],
    ["minutes, over midnight", ["2020-02-28T2359", "2020-02-29T0000"], "2020-02-28T2359…2020-02-29T0000"],
    ["seconds, over midnight", ["2020-02-28T235959", "2020-02-29T000000"], "2020-02-28T235959…2020-02-29T000000"],
    ["weeks, over the end of a year with 53", ["2020-W52", "2020-W53", "2021-W01"], "2020-W52…2021-W01"],
    ["years", ["1999", "2000", "2001"], "1999…2001"],
  ])("fold %s that follow each other", (_what, dates, range) => {
    expect(foldTasks(dated(...dates))).toEqual([`Dump(date=${range})`]);
  });

  test("are several ranges where a day is left out", () => {
    expect(foldTasks(dated("2020-02-28", "2020-03-01", "2020-03-02"))).toEqual([
      "Dump(date=2020-02-28)",
      "Dump(date=2020-03-01…2020-03-02)",
    ]);
  });

  test("are the same in whatever order the tasks come", () => {
    expect(foldTasks(dated("2020-01-03", "2020-01-01", "2020-01-02"))).toEqual(["Dump(date=2020-01-01…2020-01-03)"]);
  });

  test("fold only what is equal otherwise, in the order of the first task of each", () => {
    const load = (date: string, region: string) => task("Load", { date, region });
    const tasks = [load("2020-01-01", "north"), load("2020-01-01", "south"), load("2020-01-02", "north")];
    expect(foldTasks(tasks)).toEqual([
      "Load(date=2020-01-01…2020-01-02, region=north)",
      "Load(date=2020-01-01, region=south)",
    ]);
  });

  test("leave alone what is no date", () => {
    expect(foldTasks([task("Top", { n: "1" }), task("Top", { n: "2" }), task("All", {})])).toEqual([
      "Top(n=1)",
      "Top(n=2)",
      "All()",
    ]);
  });

  test("fold a date rather than a number that looks like a year", () => {
    const load = (date: string) => task("Load", { batch: "1000", date });
    expect(foldTasks([load("2020-01-01"), load("2020-01-02")])).toEqual([
      "Load(batch=1000, date=2020-01-01…2020-01-02)",
    ]);
  });

  test("leave alone what looks like a date and is none, and intervals of any length", () => {
    expect(foldTasks(dated("2020-99-98", "2020-99-99"))).toEqual(["Dump(date=2020-99-98)", "Dump(date=2020-99-99)"]);
    expect(foldTasks(dated("2020-01-01-2020-01-02", "2020-01-02-2020-01-03"))).toHaveLength(2);
  });

  test("lose no date and gain none", () => {
    const start = Temporal.PlainDate.from("2019-12-20");
    const day = fc.integer({ min: 0, max: 100 }).map((days) => start.add({ days }).toString());
    fc.assert(
      fc.property(fc.uniqueArray(day), (days) => {
        const dates = days.toSorted();
        const unfolded = foldDates(dates).flatMap((range) => {
          const [from = "", to = from] = range.split("…");
          const all: string[] = [];
          for (let date = from; date <= to; date = Temporal.PlainDate.from(date).add({ days: 1 }).toString())
            all.push(date);
          return all;
        });
        expect(unfolded).toEqual(dates);
      }),
    );
  });
});
