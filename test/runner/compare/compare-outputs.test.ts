import { writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { OutputComparison } from "../../../src/protocol/output-comparison.ts";
import { compareOutputs } from "../../../src/runner/compare/compare-outputs.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const folders = temporaryFolders();

function compare(name: string, old: string | Uint8Array, now: string | Uint8Array): Promise<OutputComparison> {
  const folder = folders();
  const [before, after] = [path.join(folder, "0"), path.join(folder, "now")];
  writeFileSync(before, old);
  writeFileSync(after, now);
  return compareOutputs(name, before, after);
}

describe("of any file", () => {
  test("bytes, lines and the checksum are told, and whether it is the same", async () => {
    const same = await compare("page.html", "one\ntwo\n", "one\ntwo\n");
    expect(same).toMatchObject({ status: "same", old: { bytes: 8, rows: 2 }, new: { bytes: 8, rows: 2 } });
    const changed = await compare("page.html", "one\ntwo", "one\n");
    expect(changed).toMatchObject({ status: "changed", old: { bytes: 7, rows: 2 }, new: { bytes: 4, rows: 1 } });
    expect(changed.old.sha256).toMatch(/^[\da-f]{64}$/);
    expect(changed).not.toHaveProperty("differences");
    expect((await compare("picture.png", new Uint8Array([0, 10]), new Uint8Array([0]))).old).not.toHaveProperty("rows");
  });

  test("what has not been made again is missing", async () => {
    const file = path.join(folders(), "0");
    writeFileSync(file, "a,b\n1,2\n");
    expect(await compareOutputs("a.csv", file, path.join(folders(), "none"))).toMatchObject({
      status: "missing",
      old: { bytes: 8, rows: 1 },
    });
  });

  test("what is not what its name says has no differences, but is compared all the same", async () => {
    const { status, differences } = await compare("a.json", "{", "[]");
    expect([status, differences]).toEqual(["changed", undefined]);
  });
});

describe("of a table", () => {
  const OLD = "date,country,units,revenue\n2026-11-01,DE,3,9.5\n2026-11-01,FR,2,4\n2026-11-02,DE,1,1\n";
  const NEW = "date,country,units,revenue\n2026-11-01,DE,-3,-9.5\n2026-11-01,FR,2,4\n2026-11-02,FR,5,7\n";

  const DIFFERENCES = {
    kind: "table",
    key: ["date", "country"],
    columnsAdded: [],
    columnsRemoved: [],
    rowsAdded: 1,
    rowsRemoved: 1,
    rowsChanged: 1,
    rowsSame: 1,
    columns: [
      { name: "units", changed: 1, totals: { old: 6, new: 4 } },
      { name: "revenue", changed: 1, totals: { old: 14.5, new: 1.5 } },
    ],
    examples: [{ at: "date=2026-11-01, country=DE: units", old: "3", new: "-3" }],
  };

  test("rows are found again by the columns that tell them apart, and sums are told", async () => {
    expect((await compare("sales.csv", OLD, NEW)).differences).toEqual(DIFFERENCES);
    expect((await compare("sales.csv.gz", gzipSync(OLD), gzipSync(NEW))).differences).toEqual(DIFFERENCES);
  });

  test("an array of objects and NDJSON are tables, too", async () => {
    const rows = (csv: string) =>
      csv
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","))
        .map(([date, country, units, revenue]) => ({ date, country, units: Number(units), revenue: Number(revenue) }));
    const json = await compare("sales.json", JSON.stringify(rows(OLD)), JSON.stringify(rows(NEW)));
    expect(json).toMatchObject({ old: { rows: 3 }, new: { rows: 3 }, differences: DIFFERENCES });
    const ndjson = (csv: string) =>
      rows(csv)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join("");
    expect((await compare("sales.ndjson", ndjson(OLD), ndjson(NEW))).differences).toEqual(DIFFERENCES);
  });

  test("where no columns tell rows apart, two of the same are two", async () => {
    const { differences } = await compare("a.csv", "n,x\n1,a\n1,a\n1,b\n", "n,x\n1,a\n1,b\n1,c\n");
    expect(differences).toMatchObject({ key: [], rowsAdded: 1, rowsRemoved: 1, rowsChanged: 0, rowsSame: 2 });
  });

  test("columns that came or went are named, and none where a table is empty", async () => {
    const { differences } = await compare("a.csv", "n,x,y\n1,a,b\n2,a,b\n", "n,x,z\n1,a,c\n2,a,c\n");
    expect(differences).toMatchObject({ columnsAdded: ["z"], columnsRemoved: ["y"], rowsSame: 2 });
    expect((await compare("a.csv", "n,x\n1,a\n2,b\n", "n,x\n")).differences).toMatchObject({
      columnsRemoved: [],
      rowsRemoved: 2,
      rowsSame: 0,
    });
  });
});

test("of other JSON, what differs is told place by place", async () => {
  const old = { totals: { revenue: 10, units: 2 }, days: ["mon", "tue"], gone: null };
  const now = { totals: { revenue: 12, units: 2 }, days: ["mon", "tue", "wed"] };
  expect((await compare("totals.json", JSON.stringify(old), JSON.stringify(now))).differences).toEqual({
    kind: "tree",
    added: 1,
    removed: 1,
    changed: 1,
    examples: [
      { at: "totals.revenue", old: "10", new: "12" },
      { at: "gone", old: "null" },
      { at: "days[2]", new: '"wed"' },
    ],
  });
});
