import { expect, test } from "vitest";
import type { ParameterDeclaration, TaskClass } from "../../../src/protocol/task-index.ts";
import { findScheduledTasks } from "../../../src/runner/schedule/find-scheduled-tasks.ts";

function parameter(name: string, type: string, more: Partial<ParameterDeclaration> = {}): ParameterDeclaration {
  return { name, type, significant: true, ...more };
}

function task(family: string, parameters: readonly ParameterDeclaration[], schedule?: string): TaskClass {
  return { family, file: "tasks/shop.ts", line: 7, column: 1, endLine: 9, kind: "task", parameters, schedule };
}

const find = (tasks: readonly TaskClass[], parameters = {}, last?: string) =>
  findScheduledTasks({ tasks, edges: [], problems: [] }, { parameters }, last);
const wordsOf = (...given: Parameters<typeof find>) => find(...given).map(({ words }) => words.join(" "));

test("tasks without a schedule are left alone, the others told in the order of their names", () => {
  const tasks = [task("Sales", [], "@daily"), task("Load", []), task("Clean", [], " 0  10 * * *")];
  expect(find(tasks)).toMatchObject([
    { family: "Clean", schedule: "0 10 * * *", file: "tasks/shop.ts", line: 7, words: ["run", "Clean"] },
    { family: "Sales", schedule: "@daily" },
  ]);
});

test.each([
  ["date", "yesterday"],
  ["month", "last-month"],
  ["year", "last-year"],
  ["dateHour", "last-hour"],
  ["dateMinute", "last-minute"],
])("a %s without a default gets the last one that is over: %s", (type, word) => {
  expect(wordsOf([task("Sales", [parameter("soldOn", type)], "@daily")])).toEqual([`run Sales --sold-on ${word}`]);
});

test("a week that has to be given is the last one that is over, and days in a row of any length can not be guessed", () => {
  const weekly = (unit?: string) => [task("Sales", [parameter("week", "dateInterval", { unit })], "@weekly")];
  expect(wordsOf(weekly("week"))).toEqual(["run Sales --week last-week"]);
  expect(() => find(weekly())).toThrow('nothing says what its parameter "week" should be');
});

test("what has a default, or a value in the configuration, is not given", () => {
  const parameters = [
    parameter("date", "date"),
    parameter("region", "choice"),
    parameter("batch", "int", { default: "500" }),
  ];
  expect(wordsOf([task("Sales", parameters, "@daily")], { Sales: { region: "north" } })).toEqual([
    "run Sales --date yesterday",
  ]);
});

test("with a length, what is missing of the last dates is made up for; a task without a date just runs", () => {
  const [daily, monthly] = [parameter("date", "date"), parameter("month", "month")];
  const tasks = [task("Clean", [], "@daily"), task("Sales", [daily], "@daily"), task("Tax", [monthly], "@daily")];
  expect(wordsOf(tasks, {}, "7d")).toEqual(["run Clean", "backfill Sales --last 7d", "run Tax --month last-month"]);
  expect(() => find(tasks, {}, "a while")).toThrow('--last: "a while" is no length of time; expected one like 7d');
});

test("a schedule that can not be read is refused with its place and the reason", () => {
  expect(() => find([task("Sales", [], "0 25 * * *")])).toThrow(
    'tasks/shop.ts:7: the schedule "0 25 * * *" of Sales can not be read: invalid value for hour: 25',
  );
});

test("a parameter that has its value from nowhere is refused with what to do", () => {
  const parameters = [parameter("region", "choice"), parameter("shop", "string")];
  expect(() => find([task("Sales", parameters, "@daily")])).toThrow(
    'what its parameters "region", "shop" should be. Give a default, or a value in pipewright.config.json: {"parameters": {"Sales": {"region": "…"}}}.',
  );
});
