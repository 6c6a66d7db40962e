import { expect, test } from "vitest";
import { scheduleProblem } from "../../src/protocol/schedule-problem.ts";

test.each([
  "0 10 * * *",
  "*/15 8-18 * * mon-fri",
  "30 5 1,15 * *",
  "0 0 1 jan *",
  "0 10 * * 7",
  " 5  4 * * SUN ",
  "@daily",
])("%s is a schedule", (text) => {
  expect(scheduleProblem(text)).toBeUndefined();
});

test.each([
  ["too few fields", "* * *", "it has 3 fields; expected minute, hour, day of the month, month and day of the week"],
  ["seconds", "0 0 10 * * *", "it has 6 fields"],
  ["an hour that no day has", "0 25 * * *", "invalid value for hour: 25; expected minute, hour"],
  ["the last day of a month, which crontab does not know", "0 10 L * *", '"L" is not what every cron understands'],
  ["words", "every day at ten o'clock", '"every" is not what every cron understands'],
  ["days that crons do not agree on", "0 0 */2 * 1", "together mean different days to different crons"],
  ["a day that never comes", "0 0 31 2 *", "there is no such day"],
  ["a nickname that starts with the machine", "@reboot", "it has 1 fields"],
  ["nothing", "", "it has"],
])("%s is refused with a reason", (_what, text, reason) => {
  expect(scheduleProblem(text)).toContain(reason);
});
