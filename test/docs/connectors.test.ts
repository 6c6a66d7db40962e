import { beforeEach, expect, test } from "vitest";
import { pipewright } from "../support/command.ts";
import { compilePage, pageCode, writePage } from "../support/page-code.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const page = pageCode("docs/connectors.md");
const temporaryFolder = temporaryFolders();
let project: string;

beforeEach(() => {
  project = temporaryFolder();
  writePage(project, page);
});

test("the page's code has no error of type", () => {
  expect(compilePage(project)).toBe("");
});

test("the page's classes are seen as tasks, those that build on a connector's too", async () => {
  const { stdout, exitCode } = await pipewright(project, ["graph", "--format", "json"]);
  expect(exitCode).toBe(0);
  const { tasks, edges } = JSON.parse(stdout) as { tasks: { family: string }[]; edges: { from: string; to: string }[] };
  expect(tasks.map(({ family }) => family).toSorted()).toEqual([
    "BuildModels",
    "DownloadRates",
    "DumpOrders",
    "DumpSales",
    "LoadOrders",
    "LoadSales",
    "PackOrders",
    "PublishedRates",
    "SendSummary",
    "SummarizeSales",
    "TrainModel",
  ]);
  expect(edges.map(({ from, to }) => `${from} ${to}`)).toContain("LoadSales DumpSales");
});
