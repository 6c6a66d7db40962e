import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { lines } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { Shop } from "./shop.ts";

const folders = temporaryFolders();
let shop: Shop;
const TODAY = new Date().toISOString().slice(0, 10);

beforeEach(async () => {
  shop = new Shop(folders());
  const { exitCode } = await shop.call("backfill", "Report", "--from", "2026-11-01", "--to", "2026-11-02");
  expect(exitCode).toBe(0);
});

describe("22. what older code made is stale", () => {
  test("with the place that changed, and so is what was made of it; nothing else is, and nothing runs for that", async () => {
    expect(await shop.stale()).toEqual([]);

    shop.edit('"loaded "', '"LOADED "');

    const changed = `the code of Load changed on ${TODAY} (tasks/tasks.ts line 26)`;
    expect((await shop.stale()).sort()).toEqual([
      `Load 2026-11-01: ${changed}`,
      `Load 2026-11-02: ${changed}`,
      "Page 2026-11-01: Load, of which it was made, is stale",
      "Page 2026-11-02: Load, of which it was made, is stale",
    ]);
    const status = lines<{ family: string; stale: number; staleWhy?: string }>(
      (await shop.call("status", "--json")).stdout,
    );
    expect(Object.fromEntries(status.map(({ family, stale }) => [family, stale]))).toEqual({
      BackUp: 0,
      Dump: 0,
      Load: 2,
      Page: 2,
      Report: 0,
    });
    expect(status.find(({ family }) => family === "Load")?.staleWhy).toBe(changed);
    expect(status.find(({ family }) => family === "Dump")?.staleWhy).toBeUndefined();
    const { stdout } = await shop.call("run", "Report", "--date", "2026-11-01");
    expect(stdout).toContain("Nothing to do");
    const told = await shop.call("status", "--stale");
    expect(told.stdout).toContain("Load(date=2026-11-01…2026-11-02)  stale");
    expect((await shop.call("status", "--stale", "--select", "Page")).stdout).not.toContain("Load(");
    const first = await shop.call("status", "--stale", "--limit", "1");
    expect(first.stdout).toMatch(
      /^Load\(date=2026-11-01\) {2}stale\n {4}the code of Load changed.*\n… and 3 more\n\n4 tasks stale/,
    );
  });

  test("until it is made again", async () => {
    shop.edit('"loaded "', '"LOADED "');
    for (const name of ["Load", "Page"]) rmSync(shop.file(`out/${name}-2026-11-01.txt`));
    await shop.call("run", "Report", "--date", "2026-11-01");
    expect((await shop.stale()).map((line) => line.slice(0, 15))).toEqual(["Load 2026-11-02", "Page 2026-11-02"]);
  });
});

describe("an output is stale too when", () => {
  test("what it was made of was made again", async () => {
    await shop.call("run", "Load", "--date", "2026-11-01", "--force");
    expect(await shop.stale()).toEqual(["Page 2026-11-01: Load was made again after this"]);
  });

  test("somebody else has changed it, and then what was made of it", async () => {
    writeFileSync(shop.file("out/Load-2026-11-02.txt"), "mended by hand");
    expect(await shop.stale()).toEqual([
      "Load 2026-11-02: out/Load-2026-11-02.txt was changed outside Pipewright",
      "Page 2026-11-02: Load, of which it was made, is stale",
    ]);
    const status = lines<{ family: string; stale: number }>((await shop.call("status", "--json")).stdout);
    expect(Object.fromEntries(status.map(({ family, stale }) => [family, stale]))).toEqual({
      BackUp: 0,
      Dump: 0,
      Load: 1,
      Page: 1,
      Report: 0,
    });
    utimesSync(shop.file("out/BackUp-2026-11-02.txt"), 1, 1);
    expect(await shop.stale()).toContain("BackUp 2026-11-02: out/BackUp-2026-11-02.txt was changed outside Pipewright");
  });

  test("but not when it was only touched, where checksums are kept", async () => {
    const kept = new Shop(folders(), { checksums: true });
    await kept.call("run", "Load", "--date", "2026-11-01");
    utimesSync(kept.file("out/Load-2026-11-01.txt"), 1, 1);
    expect(await kept.stale()).toEqual([]);
    writeFileSync(kept.file("out/Load-2026-11-01.txt"), "LOADED dump 2026-11-01");
    expect(await kept.stale()).toEqual(["Load 2026-11-01: out/Load-2026-11-01.txt was changed outside Pipewright"]);
  });

  test("but not when it is missing: a run will make it", async () => {
    shop.edit('"page of "', '"PAGE of "');
    rmSync(shop.file("out/Page-2026-11-01.txt"));
    expect((await shop.stale()).map((line) => line.slice(0, 15))).toEqual(["Page 2026-11-02"]);
  });
});
