import { beforeEach, expect, test } from "vitest";
import { compilePage, pageCode, runNode, writePage } from "../support/page-code.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const page = pageCode("docs/testing-your-tasks.md");
const temporaryFolder = temporaryFolders();
let project: string;

beforeEach(() => {
  project = temporaryFolder();
  writePage(project, page);
});

test("the page's tests pass as they stand there, and write nothing", () => {
  const [node, ...args] = (page.commands[0] ?? "").split(" ");
  expect(node).toBe("node");
  const { status, stdout } = runNode(project, args);
  expect(status, stdout).toBe(0);
  expect(stdout).toContain("pass 5");
  const { stdout: left } = runNode(project, ["-p", "require('node:fs').readdirSync('.').join()"]);
  expect(left.trim()).toBe("node_modules,package.json,tasks");
});

test("the page's code has no error of type", () => {
  expect(compilePage(project)).toBe("");
});
