import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { lines } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { Shop } from "./shop.ts";

const folders = temporaryFolders();

test("diff tells which classes changed, since they ran last or since a revision, and which dates that touches", async () => {
  const shop = new Shop(folders());
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: shop.folder });
  git("init", "-q");
  git("add", "tasks");
  git("commit", "-q", "-m", "first");
  expect((await shop.call("diff", "HEAD")).stdout).toContain("No task class has changed since HEAD");
  await shop.call("backfill", "Report", "--from", "2026-11-01", "--to", "2026-11-02");
  expect((await shop.call("diff")).stdout).toContain("No task class has changed since it ran last");

  shop.edit('"loaded "', '"LOADED "');
  shop.edit("export class Dump", "// said anew\nexport class Dump");
  for (const args of [["diff"], ["diff", "HEAD"]]) {
    const { exitCode, stdout } = await shop.call(...args);
    expect([exitCode, stdout.split("\n").map((line) => line.trim())]).toEqual([
      0,
      [
        "Load  changed",
        "tasks/tasks.ts line 27  Load.run changed",
        "",
        "4 tasks with outputs that this touches:",
        "Load(date=2026-11-01…2026-11-02)",
        "Page(date=2026-11-01…2026-11-02)",
        "",
      ],
    ]);
  }
  const told = lines<{ event: string; family: string }>((await shop.call("diff", "HEAD", "--json")).stdout);
  expect(told.map(({ event, family }) => `${event} ${family}`)).toEqual([
    "taskChanged Load",
    ...["Load", "Load", "Page", "Page"].map((family) => `outputTouched ${family}`),
  ]);

  await shop.call("backfill", "Report", "--from", "2026-11-01", "--to", "2026-11-02", "--stale");
  expect((await shop.call("diff")).stdout).toContain("No task class has changed");
  expect((await shop.call("diff", "HEAD")).stdout).toContain("No output that the history knows of is touched");
  const wrong = await shop.call("diff", "nowhere");
  expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining("has no revision nowhere in git")]);
});
