import { durationText } from "../../src/protocol/duration-text.ts";
import type { PlanAnswer } from "../../src/protocol/panel-api.ts";
import type { PlanTask } from "../../src/protocol/plan.ts";
import { h } from "../element.ts";
import { statusIcon } from "../icons.ts";
import { statusTone } from "../status-tone.ts";
import { statusWord } from "../status-words.ts";
import { t } from "../words.ts";

const MOST_ROWS = 400;

/** What would run and why, date by date, and what it would cost. */
export function planPreview(answer: PlanAnswer, workers: number): HTMLElement {
  const { tasks, summary, warnings, range } = answer;
  const byId = new Map(tasks.map((task) => [task.taskId, task]));
  const dates = (range?.values ?? []).map((value, at) => ({ value, task: byId.get(range?.taskIds[at] ?? "") }));
  const sorted = dates.toSorted((a, b) => (a.value < b.value ? -1 : 1));
  const counts = [
    ["run", summary.toRun],
    ["skip", summary.complete],
    ["waitForExternal", summary.missingExternal],
    ["disabled", summary.disabled],
    ["schedulingError", summary.schedulingErrors],
  ] as const;
  const rows = sorted.slice(0, MOST_ROWS).map(({ value, task }) => dateRow(value, task));
  return h(
    "div",
    { class: "preview" },
    h(
      "div",
      { class: "counts" },
      ...counts
        .filter(([, count]) => count > 0)
        .map(([action, count]) =>
          h(
            "span",
            { class: "state", "data-tone": statusTone(action), "data-action": action },
            statusIcon(statusTone(action)),
            h("strong", {}, String(count)),
            h("span", {}, statusWord(action)),
          ),
        ),
      h("span", { class: "hint" }, cost(answer, workers)),
    ),
    ...[...warnings, ...sharedOutputs(sorted)].map((warning) => h("p", { class: "warning" }, warning)),
    h("div", { class: "dates", role: "list", tabindex: 0, "aria-label": t("What would run") }, ...rows),
    sorted.length > MOST_ROWS ? h("p", { class: "hint" }, t("… and {0} more", sorted.length - MOST_ROWS)) : undefined,
  );
}

function dateRow(value: string, task: PlanTask | undefined): HTMLElement {
  const action = task?.action ?? "skip";
  const tone = statusTone(action);
  const word = statusWord(action);
  return h(
    "div",
    { class: "date", role: "listitem", "data-tone": tone, "data-action": action },
    h("span", { class: "state" }, statusIcon(tone)),
    h("span", { class: "value" }, value),
    h("span", {}, task === undefined ? t("left for another time") : word),
    h("span", { class: "hint" }, task === undefined || task.reason === word ? "" : task.reason),
  );
}

/** By what the classes' tasks took before; nothing where nobody knows. */
function cost({ tasks, usualMs }: PlanAnswer, workers: number): string {
  const running = tasks.filter(({ action }) => action === "run");
  const known = running.filter(({ family }) => usualMs[family] !== undefined);
  if (known.length === 0) return "";
  const total = known.reduce((sum, { family }) => sum + (usualMs[family] ?? 0), 0) * (running.length / known.length);
  return t("about {0} with {1} at once", durationText(total / Math.max(1, workers)), workers);
}

/** A path without the date in it: every date would take the one before for its own. */
function sharedOutputs(dates: readonly { readonly value: string; readonly task: PlanTask | undefined }[]): string[] {
  const seen = new Map<string, string>();
  for (const { value, task } of dates) {
    for (const output of task?.outputs ?? []) {
      const other = seen.get(output);
      if (other !== undefined)
        return [
          t("{0} and {1} have the same output, {2}: whichever is made first stands for both.", other, value, output),
        ];
      seen.set(output, value);
    }
  }
  return [];
}
