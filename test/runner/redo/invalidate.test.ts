import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { start } from "../../support/command.ts";
import { runIn } from "../../support/run-in.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";
import { Shop } from "./shop.ts";

const folders = temporaryFolders();
let shop: Shop;
/** More of them take longer: `KILLS=30 npx vitest run test/runner/redo`. */
const KILLS = Number(process.env.KILLS ?? 2);
const NOVEMBER = ["--from", "2026-11-01", "--to", "2026-11-03"];

beforeEach(async () => {
  shop = new Shop(folders());
  const { exitCode } = await shop.call("backfill", "Report", ...NOVEMBER);
  expect(exitCode).toBe(0);
});

const outputs = () => readdirSync(shop.file("out")).sort();
const contents = () => Object.fromEntries(outputs().map((name) => [name, shop.read(`out/${name}`)]));
const trash = () => readdirSync(shop.file(".pipewright/trash"));

describe("21. invalidate", () => {
  test("sets aside what was asked for and all that was made of it; one backfill makes that again, once each", async () => {
    shop.edit('"loaded "', '"LOADED "');
    const listed = await shop.call("invalidate", "--stale", "--dry-run");
    expect(listed.stdout).toContain("Page(date=2026-11-01…2026-11-03)  3 files");
    expect(listed.stdout).toContain("Load(date=2026-11-01…2026-11-03)  3 files");
    expect(outputs()).toHaveLength(12);
    expect((await shop.call("invalidate", "Load", ...NOVEMBER)).stderr).toContain("say --yes");
    expect(outputs()).toHaveLength(12);

    const asked = ["invalidate", "Load", "--from", "2026-11-01", "--to", "2026-11-02", "--downstream", "--yes"];
    expect((await shop.call(...asked)).exitCode).toBe(0);
    expect(outputs().filter((name) => /Load|Page/.test(name))).toEqual(["Load-2026-11-03.txt", "Page-2026-11-03.txt"]);

    const again = await runIn(shop.folder, "backfill", "--set-aside", "last");
    const ran = again.finished.tasks
      .filter(({ status }) => status === "ran")
      .map(({ family, params }) => `${family} ${params.date}`);
    expect(ran.sort()).toEqual(["Load 2026-11-01", "Load 2026-11-02", "Page 2026-11-01", "Page 2026-11-02"]);
    expect(shop.read("out/Page-2026-11-01.txt")).toBe("page of LOADED dump 2026-11-01");
    expect((await shop.stale()).map((line) => line.slice(0, 15))).toEqual(["Load 2026-11-03", "Page 2026-11-03"]);
  });

  test("can be undone whole, and never over what was made since", async () => {
    const before = contents();
    await shop.call("invalidate", "Load", ...NOVEMBER, "--downstream", "--yes");
    expect(outputs()).toHaveLength(6);
    await shop.call("run", "Page", "--date", "2026-11-02");

    const refused = await shop.call("restore", "last");
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("Nothing was brought back")]);
    expect(outputs()).toHaveLength(8);

    for (const name of ["Load", "Page"]) rmSync(shop.file(`out/${name}-2026-11-02.txt`));
    expect((await shop.call("restore", "last")).stdout).toContain("6 files brought back");
    expect([contents(), trash(), await shop.stale()]).toEqual([before, [], []]);
  });

  test("killed at any moment, it comes to its end by the same command, and nothing is lost", async () => {
    const before = contents();
    for (let round = 0; round < KILLS; round++) {
      const args = ["invalidate", "Load", ...NOVEMBER, "--downstream", "--yes"];
      const command = start(shop.folder, args, "ignore");
      const exited = once(command, "exit");
      const trashFolder = shop.file(".pipewright/trash");
      // Somewhere after the list is written: what comes before has touched nothing.
      while (command.exitCode === null && !(existsSync(trashFolder) && trash().length > 0)) await sleep(1);
      await sleep(Math.random() * 8);
      command.kill("SIGKILL");
      await exited;
      // Whatever is complete was made of what is there.
      for (const date of ["01", "02", "03"])
        if (!existsSync(shop.file(`out/Load-2026-11-${date}.txt`)))
          expect(existsSync(shop.file(`out/Page-2026-11-${date}.txt`))).toBe(false);
      expect((await shop.call(...args)).exitCode).toBe(0);
      expect(outputs()).toHaveLength(6);
      // A folder without a list is what was killed before it had begun.
      for (const when of trash().filter((name) => existsSync(shop.file(`.pipewright/trash/${name}/manifest.json`))))
        expect((await shop.call("restore", when)).exitCode).toBe(0);
      expect(contents()).toEqual(before);
    }
    expect(await shop.stale()).toEqual([]);
  });
});

describe("a trash that came with somebody's project", () => {
  test("is not brought back to a place outside of it", async () => {
    await shop.call("invalidate", "Page", "--date", "2026-11-01", "--yes");
    const [when = ""] = trash();
    const manifest = shop.file(`.pipewright/trash/${when}/manifest.json`);
    const text = readFileSync(manifest, "utf8");
    for (const place of ["../stolen.txt", path.join(folders(), "stolen.txt")]) {
      writeFileSync(
        manifest,
        text.replace("out/Page-2026-11-01.txt", () => place),
      );
      const { exitCode, stderr } = await shop.call("restore", when);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining("outside the project's folder")]);
    }
    writeFileSync(manifest, text);
    renameSync(shop.file("out"), shop.file("elsewhere"));
    const outside = folders();
    mkdirSync(path.join(outside, "out"));
    symlinkSync(path.join(outside, "out"), shop.file("out"));
    expect((await shop.call("restore", when)).exitCode).toBe(2);
    expect(readdirSync(path.join(outside, "out"))).toEqual([]);
  });
});
