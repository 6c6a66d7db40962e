import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { pipewright } from "../support/command.ts";
import { compilePage, pageCode, writePage } from "../support/page-code.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const page = pageCode("docs/scheduling.md");
const temporaryFolder = temporaryFolders();
let project: string;

beforeEach(() => {
  project = temporaryFolder();
  writePage(project, page);
});

test("the page's commands do what it says with the page's tasks", async () => {
  for (const command of page.commands) {
    const [name, ...args] = command.split(" ");
    expect(name).toBe("pipewright");
    const { exitCode, stderr } = await pipewright(project, args);
    expect(exitCode, stderr).toBe(0);
  }
  expect(page.commands).toHaveLength(3);
  expect(readdirSync(path.join(project, "data/report"))).toHaveLength(1);
});

test("the page's code has no error of type", () => {
  expect(compilePage(project)).toBe("");
});
