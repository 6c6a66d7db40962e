import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { calendarEvents } from "../../../src/runner/schedule/calendar-events.ts";
import { systemdUnits } from "../../../src/runner/schedule/systemd-units.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const folder = temporaryFolders();
const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

test.each([
  ["0 10 * * *", ["*-*-* 10:00:00"]],
  ["30 5 * * mon-fri", ["Mon,Tue,Wed,Thu,Fri *-*-* 05:30:00"]],
  ["*/30 5 1,15 jan *", ["*-01-01,15 05:00,30:00"]],
  ["0 0 * * 7", ["Sun *-*-* 00:00:00"]],
  // Either of the days counts, as for cron.
  ["0 0 1 * 1", ["*-*-01 00:00:00", "Mon *-*-* 00:00:00"]],
  ["@hourly", ["*-*-* *:00:00"]],
])("%s is the calendar's %s", (schedule, events) => {
  expect(calendarEvents(schedule)).toEqual(events);
  expect(calendarEvents(schedule, "Europe/Berlin")).toEqual(events.map((event) => `${event} Europe/Berlin`));
  if (hasSystemd) for (const event of events) execFileSync("systemd-analyze", ["calendar", event]);
});

const tricky = { family: 'Load 50% of "it" for $5', file: "tasks/a.ts", line: 7, schedule: "0 10 * * *" };

test("a task becomes a service and a timer", async () => {
  const sales = { family: "Sales", file: "tasks/shop.ts", line: 7, schedule: "0 10 * * 1" };
  const words = ["run", "Sales", "--date", "yesterday"];
  const starter = { root: "/home/me/shop", program: ["/usr/bin/node", "/home/me/cli.js"] };
  const units = systemdUnits([{ ...sales, words }], starter, "Europe/Berlin");
  const text = units.map((unit) => `==> ${unit.name}\n${unit.text}`).join("\n");
  await expect(text).toMatchFileSnapshot("expected/units.txt");
});

test("names and paths with quotes, blanks, dollars and percent signs reach the command as they are", () => {
  const root = path.join(folder(), "50% of a shop");
  mkdirSync(root);
  const words = ["run", tricky.family, "--note", "a\\b 'c' ${HOME}"];
  const [service] = systemdUnits([{ ...tricky, words }], { root, program: ["/bin/echo"] });
  const [, line = ""] = /^ExecStart=(.*)$/m.exec(service?.text ?? "") ?? [];
  // As systemd takes a command line apart, for what is quoted here.
  const parts = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) =>
    (quoted?.replaceAll(/\\(.)/g, "$1") ?? plain ?? "").replaceAll("%%", "%").replaceAll("$$", "$"),
  );
  expect(parts).toEqual(["/bin/echo", ...words]);
  expect(service?.name).toMatch(
    /^pipewright-50__of_a_shop-[0-9a-f]{6}-[0-9a-f]{6}-Load_50__of__it__for__5-[0-9a-f]{6}\.service$/,
  );
  expect(service?.text).toContain(`WorkingDirectory=${root.replace("%", "%%")}\n`);
});

test("systemd finds nothing wrong with them", () => {
  const root = path.join(folder(), "50% of a shop");
  mkdirSync(root);
  const task = { ...tricky, words: ["run", tricky.family] };
  const units = systemdUnits([task], { root, program: [process.execPath, "/home/me/cli 2.js"] }, "Europe/Berlin");
  for (const { name, text } of units) writeFileSync(path.join(root, name), text);
  const files = units.map(({ name }) => path.join(root, name));
  expect(files).toHaveLength(2);
  if (!hasSystemd) return;
  const { status, stderr } = spawnSync("systemd-analyze", ["verify", ...files], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});
