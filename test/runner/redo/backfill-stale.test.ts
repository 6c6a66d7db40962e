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
