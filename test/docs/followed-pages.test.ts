import { describe, expect, test } from "vitest";
import { followPage, steady } from "../support/follow-page.ts";
import { compilePage } from "../support/page-code.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const temporaryFolder = temporaryFolders();

/** Pages that can be followed from their top to their end, in an empty folder. */
const PAGES = [
  { page: "docs/getting-started.md", commands: 13 },
  { page: "docs/concepts.md", commands: 3 },
  { page: "docs/parameters.md", commands: 6 },
  { page: "docs/targets.md", commands: 4 },
  { page: "docs/coming-from-luigi.md", commands: 7 },
];

describe.each(PAGES)("$page", ({ page, commands }) => {
  test("can be followed word by word, and its code has no error of type", { timeout: 300_000 }, () => {
    const folder = temporaryFolder();
    const { steps, shown } = followPage(page, folder);
    for (const { command, exitCode, expectedExitCode, output } of steps)
      expect(exitCode, `${command}\n${output}`).toBe(expectedExitCode);
    expect(steps).toHaveLength(commands);
    for (const { text, output } of shown)
      for (const line of steady(text).split("\n")) expect(steady(output)).toContain(line);
    expect(compilePage(folder)).toBe("");
  });
});
