import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  classNameProblem,
  newTaskText,
  SAMPLE_PIPELINE,
  taskFileName,
} from "../../../src/extension/model/new-task-text.ts";
import { inEnglish } from "../../../src/extension/model/translate.ts";
import { pipewright, writeProject } from "../../support/command.ts";
import { temporaryFolders } from "../../support/temporary-folder.ts";

const newFolder = temporaryFolders();

describe("a new task", () => {
  it("has a name like a class that no other has", () => {
    expect(classNameProblem("LoadSales", [], inEnglish)).toBeUndefined();
    expect(classNameProblem("load sales", [], inEnglish)).toBe("Write it like a class: LoadSales.");
    expect(classNameProblem("LoadSales", ["LoadSales"], inEnglish)).toBe("There is a task LoadSales already.");
    expect(taskFileName("LoadSales")).toBe("load-sales.ts");
  });

  it("runs as it is", async () => {
    const folder = newFolder();
    writeProject(folder, newTaskText("LoadSales"));
    expect((await pipewright(folder, ["run", "LoadSales", "--date", "2026-11-20"])).exitCode).toBe(0);
    expect(existsSync(path.join(folder, "data/load-sales/2026-11-20.txt"))).toBe(true);
  });
});

it("the sample pipeline runs as it is", async () => {
  const folder = newFolder();
  mkdirSync(path.join(folder, "tasks"));
  writeFileSync(path.join(folder, "pipewright.config.json"), '{ "tasks": ["tasks/*.ts"] }');
  writeFileSync(path.join(folder, "tasks/weather.ts"), SAMPLE_PIPELINE);
  expect((await pipewright(folder, ["run", "WeatherReport", "--date", "2026-11-20"])).exitCode).toBe(0);
  expect(readFileSync(path.join(folder, "data/report/2026-11-20.txt"), "utf8")).toMatch(/^On 2026-11-20 it had/);
});
