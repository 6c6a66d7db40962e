import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runIn } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { Shop } from "./shop.ts";

const folders = temporaryFolders();
const NOVEMBER = ["Report", "--from", "2026-11-01", "--to", "2026-11-03"];

test("22. backfill --stale makes what is stale again, once each and in order, and nothing else", async () => {
  const shop = new Shop(folders());
  await shop.call("backfill", ...NOVEMBER);
  shop.edit('"loaded "', '"LOADED "');
  writeFileSync(shop.file("out/BackUp-2026-11-02.txt"), "changed by hand");

  expect((await runIn(shop.folder, "backfill", ...NOVEMBER)).finished.tasks.map(({ status }) => status)).not.toContain(
    "ran",
  );
  const planned = await shop.call("backfill", ...NOVEMBER, "--stale", "--dry-run");
  expect(planned.stdout.split("\n").filter((line) => line.endsWith(" stale"))).toHaveLength(7);

  const { finished, exitCode } = await runIn(shop.folder, "backfill", ...NOVEMBER, "--stale");
  expect(exitCode).toBe(0);
  const ran = finished.tasks
    .filter(({ status, family }) => status === "ran" && family !== "Report")
    .map(({ family, params }) => `${family} ${params.date}`);
  expect(ran.sort()).toEqual([
    "BackUp 2026-11-02",
    "Load 2026-11-01",
    "Load 2026-11-02",
    "Load 2026-11-03",
    "Page 2026-11-01",
    "Page 2026-11-02",
    "Page 2026-11-03",
  ]);
  expect(shop.read("out/Page-2026-11-03.txt")).toBe("page of LOADED dump 2026-11-03");
  expect(shop.read("out/BackUp-2026-11-02.txt")).toBe("copy of dump 2026-11-02");
  expect(await shop.stale()).toEqual([]);
});

test("22. what a backfill --stale has not come to is made when it is resumed", async () => {
  const shop = new Shop(folders());
  await shop.call("backfill", ...NOVEMBER);
  shop.edit('"loaded "', '"LOADED "');
  await runIn(shop.folder, "backfill", ...NOVEMBER, "--stale", "--limit", "1");
  expect(await shop.stale()).not.toEqual([]);
  await runIn(shop.folder, "backfill", "--resume", "last", "--limit", "3");
  expect(await shop.stale()).toEqual([]);
});

const ASKING = `
import { DateParameter, LocalTarget, Task } from "pipewright";

abstract class Daily extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(\`out/\${this.family}-\${this.date}.txt\`);
  }
}
export class Rates extends Daily {
  async run() {
    await this.output().write("rates");
  }
}
export class Prices extends Daily {
  requires() {
    return new Rates({ date: this.date });
  }
  async run() {
    await this.output().write("prices by " + (await this.input().read()));
  }
}
export class Page extends Daily {
  async *run() {
    const prices = yield new Prices({ date: this.date });
    await this.output().write("page of " + (await prices.read()));
  }
}
export class Mail extends Daily {
  async *run() {
    const prices = yield new Prices({ date: this.date });
    await this.output().write("mail of " + (await prices.read()));
  }
}
export class Issue extends Daily {
  requires() {
    return [new Page({ date: this.date }), new Mail({ date: this.date })];
  }
  async run() {
    await this.output().write("issue");
  }
}
`;

test("22. backfill --stale also makes again what a task asks for in the middle of its run(), and all of it once", async () => {
  const shop = new Shop(folders());
  writeFileSync(shop.file("tasks/tasks.ts"), ASKING);
  const days = ["Issue", "--from", "2026-11-01", "--to", "2026-11-02"];
  await shop.call("backfill", ...days);
  expect(await shop.stale()).toEqual([]);
  shop.edit('write("rates")', 'write("RATES")');
  expect(await shop.stale()).toHaveLength(10);

  const { finished, exitCode } = await runIn(shop.folder, "backfill", ...days, "--stale");
  expect(exitCode).toBe(0);
  expect(
    finished.tasks.map(({ family, params, status }) => `${family} ${params.date} ${status}`).sort(),
    "each task of the run once",
  ).toEqual(
    ["Issue", "Mail", "Page", "Prices", "Rates"].flatMap((family) =>
      [1, 2].map((day) => `${family} 2026-11-0${day} ran`),
    ),
  );
  for (const day of [1, 2]) {
    expect(shop.read(`out/Page-2026-11-0${day}.txt`)).toBe("page of prices by RATES");
    expect(shop.read(`out/Mail-2026-11-0${day}.txt`)).toBe("mail of prices by RATES");
  }
  expect(await shop.stale()).toEqual([]);
});

test("21. what was set aside is made again where nothing asks for it any more that did", async () => {
  const shop = new Shop(folders());
  writeFileSync(shop.file("tasks/tasks.ts"), ASKING);
  await shop.call("run", "Page", "--date", "2026-11-01");
  await shop.call("invalidate", "Prices", "--date", "2026-11-01", "--downstream", "--yes");
  shop.edit("const prices = yield new Prices", "const prices = yield new Rates");
  expect((await shop.call("backfill", "--set-aside", "last")).exitCode).toBe(0);
  expect(shop.read("out/Page-2026-11-01.txt")).toBe("page of rates");
  expect(shop.read("out/Prices-2026-11-01.txt")).toBe("prices by rates");
});
