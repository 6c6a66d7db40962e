import { durationText } from "../../src/protocol/duration-text.ts";
import type { Attempt, RunDetail } from "../../src/protocol/panel-api.ts";
import { podText } from "../../src/protocol/pod-text.ts";
import { h } from "../element.ts";
import { statusTone } from "../status-tone.ts";
import { statusWord } from "../status-words.ts";
import { t } from "../words.ts";

/** Shorter ones are still to be seen. */
const NARROWEST_PERCENT = 0.25;
const MOST_BARS = 3000;

/** What ran when on which worker: a line for each worker, a bar for each attempt. */
export function timeline({ run, tasks, attempts }: RunDetail, choose: (taskId: string) => void): HTMLElement {
  if (attempts.length === 0)
    return h("p", { class: "hint" }, t("No task ran: everything was complete, or nothing could start."));
  const start = Math.min(Date.parse(run.startedAt), ...attempts.map(({ startedAt }) => Date.parse(startedAt)));
  const ends = attempts.map(({ finishedAt }) => (finishedAt === undefined ? Date.now() : Date.parse(finishedAt)));
  const end = Math.max(start + 1, ...ends);
  const families = new Map(tasks.map(({ taskId, family, params }) => [taskId, { family, params }]));
  const lanes = lanesOf(attempts.slice(0, MOST_BARS));
  const rows = lanes.map((lane, index) =>
    h(
      "div",
      { class: "lane" },
      h(
        "span",
        { class: "hint lane-name" },
        run.on === "kubernetes" ? t("Pods {0}", index + 1) : t("Worker {0}", index + 1),
      ),
      h("div", { class: "bars" }, ...lane.map((attempt) => bar(attempt))),
    ),
  );
  return h("div", { class: "timeline", role: "group", "aria-label": t("Timeline") }, ...rows, scale(end - start));

  function bar({ taskId, attempt, status, startedAt, finishedAt, pod, error }: Attempt): HTMLElement {
    const from = Date.parse(startedAt);
    const to = finishedAt === undefined ? Date.now() : Date.parse(finishedAt);
    const { family = taskId, params = {} } = families.get(taskId) ?? {};
    const words = [
      `${family}(${Object.values(params).join(", ")})`,
      statusWord(status),
      durationText(to - from),
      attempt > 1 ? t("attempt {0}", attempt) : "",
      pod === undefined ? "" : podText(pod, t),
      error ?? "",
    ];
    const label = words.filter(Boolean).join(" · ");
    const element = h(
      "button",
      { class: "bar-item", "data-tone": statusTone(status as "ran"), title: label, "aria-label": label },
      family,
    );
    const percent = (time: number) => ((time - start) / (end - start)) * 100;
    element.style.left = `${percent(from)}%`;
    element.style.width = `${Math.max(NARROWEST_PERCENT, percent(to) - percent(from))}%`;
    element.addEventListener("click", () => choose(taskId));
    return element;
  }
}

/** By worker where that is known; else, or where a worker seems to do two things at once, wherever there is room. */
function lanesOf(attempts: readonly Attempt[]): Attempt[][] {
  const lanes: { readonly worker: string | undefined; readonly attempts: Attempt[] }[] = [];
  for (const attempt of attempts) {
    const isFree = ({ attempts: before }: { readonly attempts: readonly Attempt[] }) =>
      (before.at(-1)?.finishedAt ?? "9") <= attempt.startedAt;
    const lane =
      lanes.find(({ worker, ...rest }) => worker === attempt.worker && isFree(rest)) ??
      (attempt.worker === undefined ? lanes.find(isFree) : undefined);
    if (lane === undefined) lanes.push({ worker: attempt.worker, attempts: [attempt] });
    else lane.attempts.push(attempt);
  }
  return lanes.map(({ attempts: each }) => each);
}

function scale(total: number): HTMLElement {
  const marks = [0, 0.25, 0.5, 0.75, 1].map((part) => h("span", {}, durationText(total * part)));
  return h(
    "div",
    { class: "lane scale" },
    h("span", { class: "lane-name" }),
    h("div", { class: "marks hint" }, ...marks),
  );
}
