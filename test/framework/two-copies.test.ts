import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { beforeEach, expect, test } from "vitest";
import * as ours from "../../src/framework/index.ts";
import { flattenTasks, isTask } from "../../src/framework/structure.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

// A project has its own copy of the library; the editor and the command bring another one.
const makeFolder = temporaryFolders();
let theirs: typeof ours;

beforeEach(async () => {
  const outfile = path.join(makeFolder(), "index.mjs");
  await build({
    entryPoints: [path.resolve(import.meta.dirname, "../../src/framework/index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["csv-parse", "csv-stringify"],
  });
  theirs = await import(pathToFileURL(outfile).href);
  theirs.MemoryTarget.clear();
});

test("a task of one copy is a task for the other", () => {
  class Dump extends theirs.Task.with({ date: theirs.DateParameter() }) {}
  const dump = new Dump({ date: "2026-11-24" });
  expect(dump).not.toBeInstanceOf(ours.Task);
  expect(isTask(dump)).toBe(true);
  expect(flattenTasks([dump])).toEqual([dump]);
});

test("tasks of both copies require each other, and get each other's outputs", async () => {
  class Dump extends theirs.Task.with({ date: theirs.DateParameter() }) {
    override output() {
      return new theirs.MemoryTarget<string>(`dump/${this.date}`);
    }
  }
  class Report extends ours.WrapperTask.with({ date: ours.DateParameter(), month: ours.MonthParameter() }) {
    override requires() {
      return { dump: new Dump({ date: this.date }) };
    }
  }
  const { date } = new Dump({ date: "2026-11-24" });
  const report = new Report({ date, month: date.toPlainYearMonth() });
  expect(report.date.toString()).toBe("2026-11-24");
  expect(report.input().dump.name).toBe("dump/2026-11-24");
  expect(await report.complete()).toBe(false);
  await report.input().dump.write("sales");
  expect(await report.complete()).toBe(true);
});

test("the same task has the same id in both copies", () => {
  const idIn = ({ Task, DateParameter }: typeof ours) => {
    class Dump extends Task.with({ date: DateParameter() }) {}
    return new Dump({ date: "2026-11-24" }).taskId;
  };
  expect(idIn(theirs)).toBe(idIn(ours));
});
