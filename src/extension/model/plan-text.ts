import type { PlanAction, PlanTask } from "../../protocol/plan.ts";
import { taskName } from "./task-name.ts";
import type { Translate } from "./translate.ts";

/** A plan for people to read: how many tasks there are of each kind, then each with its reason. */
export function planText(asked: string, tasks: readonly PlanTask[], t: Translate): string {
  const words: Record<PlanAction, string> = {
    run: t("run"),
    skip: t("skip"),
    waitForExternal: t("wait for"),
    schedulingError: t("cannot place"),
    disabled: t("disabled"),
  };
  const count = (action: PlanAction) => tasks.filter((task) => task.action === action).length;
  const width = Math.max(0, ...tasks.map(({ action }) => words[action].length));
  const names = tasks.map(taskName);
  const nameWidth = Math.min(60, Math.max(0, ...names.map((name) => name.length)));
  return [
    t("Plan of {0}", asked),
    "",
    t(
      "{0} to run, {1} complete, {2} missing from outside, {3} that cannot be placed.",
      count("run"),
      count("skip"),
      count("waitForExternal"),
      count("schedulingError"),
    ),
    "",
    ...tasks.map(
      (task, at) => `${words[task.action].padEnd(width)}  ${(names[at] ?? "").padEnd(nameWidth)}  ${task.reason}`,
    ),
    "",
  ].join("\n");
}
