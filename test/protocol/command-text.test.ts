import { describe, expect, it } from "vitest";
import { commandText } from "../../src/protocol/command-text.ts";

describe("the command that does what is asked", () => {
  it("names parameters as the command line does", () => {
    expect(commandText({ family: "Load", params: { date: "2026-11-18", baseURL: "x", batchSize: "5" } })).toBe(
      "pipewright run Load --date 2026-11-18 --base-url x --batch-size 5",
    );
  });

  it("quotes what a shell would take apart, and keeps values from being flags", () => {
    expect(commandText({ family: "Load", params: { name: "it's two", offset: "-1", empty: "" } })).toBe(
      "pipewright run Load --name 'it'\\''s two' --offset=-1 --empty ''",
    );
  });

  it("tells the range of a backfill and how it runs", () => {
    const range = { over: "date", from: "2026-01-01", to: "2026-01-31", reverse: true };
    expect(commandText({ family: "Load", params: {}, range, workers: 3, stopOnFailure: true })).toBe(
      "pipewright backfill Load --from 2026-01-01 --to 2026-01-31 --over date --reverse --workers 3 --stop-on-failure",
    );
  });
});
