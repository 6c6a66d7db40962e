import type { SetAside } from "../../redo/trash.ts";
import { colours } from "../colours.ts";
import { foldTasks } from "./fold-tasks.ts";
import { count } from "./words.ts";

/** The list of what is to be set aside, class by class, what was made of others first. */
export function setAsideText({ tasks }: Pick<SetAside, "tasks">): string {
  const groups = Map.groupBy(tasks, ({ family }) => family);
  const lines = [...groups.values()].map((group) => {
    const files = group.flatMap((task) => task.files);
    const removed = group.flatMap((task) => task.removed);
    const what = [
      files.length > 0 && `${count(files.length, "file")}, ${sizeText(sum(files.map(({ size }) => size)))}`,
      removed.length > 0 && colours.yellow(`${count(removed.length, "output")} removed for good, by the target itself`),
    ];
    const isHit = group.every(({ isDownstream }) => isDownstream);
    return `  ${foldTasks(group).join(", ")}  ${what.filter(Boolean).join("; ")}${isHit ? colours.dim("  made of what you asked for") : ""}`;
  });
  const total = sum(tasks.flatMap((task) => task.files.map(({ size }) => size)));
  return `${count(tasks.length, "task")}, ${sizeText(total)} in files, what was made of others first:\n${lines.join("\n")}`;
}

/** @example sizeText(12_345_678) // "12.3 MB" */
export function sizeText(bytes: number): string {
  const step = [1e9, 1e6, 1e3].find((unit) => bytes >= unit);
  if (step === undefined) return `${bytes} bytes`;
  return `${(bytes / step).toFixed(1)} ${{ 1e9: "GB", 1e6: "MB", 1e3: "kB" }[step as 1e9]}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
