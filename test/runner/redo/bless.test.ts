import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { Shop } from "./shop.ts";

const folders = temporaryFolders();

test("bless accepts outputs as they are: after a refactoring, or mended by hand; what was made of them before is stale", async () => {
  const shop = new Shop(folders());
  await shop.call("run", "Report", "--date", "2026-11-01");
  shop.edit('"loaded "', '["loaded "].join()');
  writeFileSync(shop.file("out/BackUp-2026-11-01.txt"), "mended by hand");
  expect((await shop.stale()).map((line) => line.split(" ")[0])).toEqual(
    expect.arrayContaining(["BackUp", "Load", "Page"]),
  );

  expect((await shop.call("bless", "Page")).stdout).toContain("Still stale, since what it was made of is");
  expect((await shop.call("bless", "Load", "--date", "2026-11-01")).stdout).toContain("1 task accepted");
  await shop.call("bless", "BackUp");
  expect(await shop.stale()).toEqual([]);

  shop.edit('["loaded "].join()', '"LOADED "');
  expect((await shop.stale()).map((line) => line.split(" ")[0])).toEqual(["Load", "Page"]);
});
