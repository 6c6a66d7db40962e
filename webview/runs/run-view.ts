import { ageText } from "../../src/protocol/age-text.ts";
import { commandText } from "../../src/protocol/command-text.ts";
import { durationText } from "../../src/protocol/duration-text.ts";
import type { TaskRunRecord } from "../../src/protocol/history-record.ts";
import type { RunDetail } from "../../src/protocol/panel-api.ts";
import { h } from "../element.ts";
import { valuesText } from "../graph/plan-graph.ts";
import { host } from "../host.ts";
import { statusIcon } from "../icons.ts";
import type { PageLinks } from "../page.ts";
import { askName } from "../run-texts.ts";
import { statusTone } from "../status-tone.ts";
import { statusWord } from "../status-words.ts";
import { textButton } from "../toolkit.ts";
import { t } from "../words.ts";
import { timeline } from "./timeline.ts";

const MOST_ROWS = 1000;
/** So much longer or shorter than usual is worth a word. */
const WORTH_A_WORD = 0.2;

/** One run: what was asked and how it ended, its timeline and its tasks. */
export function runView(detail: RunDetail, links: PageLinks, choose: (task: TaskRunRecord) => void): HTMLElement {
  const { run, tasks } = detail;
  const { family, params, range, on, runId, status, durationMs, startedAt } = run;
  const tone = statusTone(status);
  const ask = { family, params, range, on };
  const command = commandText(ask);
  const fail = links.failed;
  const buttons = [
    ...(status === "running" ? [textButton(t("Stop"), () => void host.api.stop({ runId }).catch(fail))] : []),
    ...(status !== "running" ? [textButton(t("Run again"), () => void host.api.start(ask).catch(fail))] : []),
    textButton(t("Copy command"), () => void navigator.clipboard.writeText(command), "secondary"),
    ...(host.isEditor
      ? [
          textButton(
            t("Reproduce in terminal"),
            () => void host.api.openTerminal({ command: `npx ${command}` }).catch(fail),
            "secondary",
          ),
        ]
      : []),
  ];
  const notes = [
    statusWord(status),
    ageText(startedAt, Date.now(), t),
    durationMs === undefined ? "" : durationText(durationMs),
    on === "kubernetes" ? t("on Kubernetes") : "",
  ];
  const byId = new Map(tasks.map((task) => [task.taskId, task]));
  return h(
    "div",
    { class: "run", "data-run": runId, "data-status": status },
    h(
      "header",
      { class: "run-header", "data-tone": tone },
      h("span", { class: "state" }, statusIcon(tone)),
      h("h2", {}, askName(ask)),
      h("span", { class: "hint" }, notes.filter(Boolean).join(" · ")),
    ),
    h("div", { class: "actions" }, ...buttons),
    timeline(detail, (taskId) => {
      const task = byId.get(taskId);
      if (task !== undefined) choose(task);
    }),
    h(
      "div",
      { class: "table-scroll", tabindex: 0, role: "group", "aria-label": t("Tasks of the run") },
      taskTable(detail, choose),
    ),
    tasks.length > MOST_ROWS ? h("p", { class: "hint" }, t("… and {0} more", tasks.length - MOST_ROWS)) : undefined,
  );
}

function taskTable({ run, tasks, usualMs }: RunDetail, choose: (task: TaskRunRecord) => void): HTMLElement {
  const head = [
    [t("Status"), ""],
    [t("Task"), ""],
    [t("Values"), ""],
    [t("Attempts"), "attempts"],
    [t("Duration"), ""],
    ...(run.on === "kubernetes" ? ([[t("Pod"), "pod"]] as const) : []),
    [t("Error"), "message"],
  ] as const;
  const rows = [...tasks]
    .sort((a, b) => urgency(a) - urgency(b))
    .slice(0, MOST_ROWS)
    .map((task) => {
      const { status, family, params, attempts, durationMs, error, pod } = task;
      const tone = statusTone(status);
      const link = h("button", { class: "link" }, family);
      link.addEventListener("click", () => choose(task));
      const took = durationMs === undefined || attempts === 0 ? "" : durationText(durationMs);
      return h(
        "tr",
        { "data-tone": tone, "data-status": status },
        h("td", {}, h("span", { class: "state" }, statusIcon(tone)), statusWord(status)),
        h("td", {}, link),
        h("td", {}, valuesText(params)),
        h("td", { class: "number attempts" }, attempts > 0 ? String(attempts) : ""),
        h("td", { class: "number" }, took, comparison(task, usualMs[family])),
        ...(run.on === "kubernetes"
          ? [h("td", { class: "pod" }, pod === undefined ? "" : `${pod.pod} · ${pod.node}`)]
          : []),
        h("td", { class: "message" }, error?.message ?? ""),
      );
    });
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...head.map(([text, name]) => h("th", { scope: "col", class: name }, text)))),
    h("tbody", {}, ...rows),
  );
}

/** How the duration compares with those of earlier runs. */
function comparison({ status, durationMs }: TaskRunRecord, usual: number | undefined): HTMLElement | undefined {
  if (status !== "ran" || durationMs === undefined || usual === undefined || usual < 1) return undefined;
  const change = durationMs / usual - 1;
  if (Math.abs(change) < WORTH_A_WORD) return undefined;
  const percent = Math.round(Math.abs(change) * 100);
  const text = change > 0 ? `▲ ${percent} %` : `▼ ${percent} %`;
  return h("span", { class: change > 0 ? "slower" : "faster", title: t("usually {0}", durationText(usual)) }, text);
}

const ORDER = ["running", "failed", "blocked", "missing", "idle", "ran"];

function urgency({ status }: TaskRunRecord): number {
  return ORDER.indexOf(statusTone(status));
}
