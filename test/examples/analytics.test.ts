import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Example } from "../support/example.ts";

const SCRIPT = path.resolve(import.meta.dirname, "../support/load-days.ts");
const ROWS = "SELECT CAST(date AS VARCHAR) AS day, count(*)::INTEGER AS lines FROM sales GROUP BY ALL ORDER BY ALL";

let example: Example;
beforeAll(async () => {
  example = Example.create();
});
afterAll(() => example.remove());

async function load(...dates: string[]): Promise<number | null> {
  const child = spawn(process.execPath, [SCRIPT, example.folder, ...dates], { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  return code;
}

test("processes that load at the same time wait for each other", async () => {
  const days = Array.from({ length: 8 }, (_, index) => `2026-09-0${index + 1}`);
  const [a, b, c, d] = [days.slice(0, 2), days.slice(2, 4), days.slice(4, 6), days.slice(6)];
  expect(await Promise.all([load(...a), load(...b), load(...c), load(...d)])).toEqual([0, 0, 0, 0]);
  const marked = await example.query(
    "SELECT partition_key[6:] AS day, row_count::INTEGER AS lines FROM pipewright_markers ORDER BY ALL",
  );
  expect(marked.map(({ day }) => day)).toEqual(days);
  expect(await example.query(ROWS)).toEqual(marked);
});

test("a day that is loaded twice, by two processes, is there once", async () => {
  const before = await example.query(ROWS);
  expect(await Promise.all([load("2026-09-01"), load("2026-09-01")])).toEqual([0, 0]);
  expect(await example.query(ROWS)).toEqual(before);
});
