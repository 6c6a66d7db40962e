import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");
const LARGEST = 5;

/** How many files the code has, how long one is, and which are the longest. */
export function houseFigures(): { what: string; lines: number }[] {
  const files = globSync(["src/**/*.ts", "webview/**/*.ts"], { cwd: ROOT }).map((file) => ({
    what: `\`${file.replaceAll(path.sep, "/")}\``,
    lines: readFileSync(path.join(ROOT, file), "utf8").split("\n").length - 1,
  }));
  const sorted = files.toSorted((a, b) => b.lines - a.lines || a.what.localeCompare(b.what));
  const all = sorted.reduce((sum, { lines }) => sum + lines, 0);
  return [
    { what: `all ${files.length} files`, lines: all },
    { what: "the median file", lines: sorted[sorted.length >> 1]?.lines ?? 0 },
    ...sorted.slice(0, LARGEST),
  ];
}
