import { expect, test } from "vitest";
import { unsharedOutputs } from "../../../src/runner/kubernetes/unshared-outputs.ts";

const task = (
  taskId: string,
  action: "run" | "skip" | "waitForExternal",
  localFiles: string[],
  ...requires: string[]
) => ({
  taskId,
  action,
  requires,
  localFiles,
});
const claim = { persistentVolumeClaim: { claimName: "shop" } };

test("files outside a volume that pods share are named, those of tasks that pods neither make nor read are not", () => {
  const tasks = [
    task("raw", "waitForExternal", ["in/raw.csv"]),
    task("old", "skip", ["old.csv"]),
    task("load", "run", ["data/load.csv", "database.txt", "/mnt/all/x"], "raw"),
    task("near", "run", ["database/x"]),
  ];
  const volumes = [
    { name: "data", mountPath: "data", ...claim },
    { name: "all", mountPath: "/mnt/all", nfs: {} },
    { name: "own", mountPath: "database", emptyDir: {} },
  ];
  expect(unsharedOutputs(tasks, { workingDir: "/app", volumes })).toEqual([
    { taskId: "raw", output: "in/raw.csv" },
    { taskId: "load", output: "database.txt" },
    { taskId: "near", output: "database/x" },
  ]);
});

test("a volume over the whole project shares all of it", () => {
  const volumes = [{ name: "project", mountPath: ".", ...claim }];
  expect(unsharedOutputs([task("a", "run", ["data/a", "b"])], { workingDir: "/app", volumes })).toEqual([]);
});
