import { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressBar } from "../../../src/runner/cli/progress-bar.ts";

const [SAVE_CURSOR, RESTORE_CURSOR, NO_WRAPPING] = ["\u001B7", "\u001B8", "\u001B[?7l"];

beforeEach(() => void vi.stubEnv("TERM", "xterm"));
afterEach(() => void vi.unstubAllEnvs());

/** A terminal that keeps what is written to it. */
function terminal(columns: number) {
  const written: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(String(chunk));
      done();
    },
  });
  return { written, stream: Object.assign(stream, { isTTY: true, columns }) };
}

test("a bar ends in the row where it stands, so that nothing is written over the lines above it", async () => {
  const { written, stream } = terminal(80);
  const bar = await progressBar(stream);
  bar?.start(2, 0, { running: "" });
  stream.write("✗ Load failed\n    at tasks/load.ts:12:9\n");
  bar?.stop();
  const text = written.join("");
  expect(text).toContain(RESTORE_CURSOR);
  expect(text.slice(text.lastIndexOf(SAVE_CURSOR), text.lastIndexOf(RESTORE_CURSOR))).not.toContain("\n");
});

test("a bar is as long as its row at most, and lets the lines above it take several", async () => {
  const { written, stream } = terminal(40);
  const bar = await progressBar(stream);
  bar?.start(2, 0, { running: "Load(date=2026-11-20), Load(date=2026-11-21)" });
  const drawn = stripVTControlCharacters(written.join(""));
  bar?.stop();
  expect(drawn).toMatch(/^=*-+ 0\/2/);
  expect(drawn).toHaveLength(40);
  expect(written.join("")).not.toContain(NO_WRAPPING);
});

test("there is none where nobody sees it, or the cursor can not be moved", async () => {
  const { stream } = terminal(80);
  expect(await progressBar(Object.assign(stream, { isTTY: false }))).toBeUndefined();
  vi.stubEnv("TERM", "dumb");
  expect(await progressBar(Object.assign(stream, { isTTY: true }))).toBeUndefined();
});
