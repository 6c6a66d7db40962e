import { ageText } from "../src/protocol/age-text.ts";
import { commandText } from "../src/protocol/command-text.ts";
import { durationText } from "../src/protocol/duration-text.ts";
import type { TaskRunRecord } from "../src/protocol/history-record.ts";
import { h } from "./element.ts";
import { valuesText } from "./graph/plan-graph.ts";
import { host } from "./host.ts";
import { closeIcon, statusIcon } from "./icons.ts";
import { LogView, linked } from "./log-view.ts";
import type { PageLinks } from "./page.ts";
import { podView } from "./pod-view.ts";
import { statusTone } from "./status-tone.ts";
import { statusWord } from "./status-words.ts";
import { iconButton, textButton } from "./toolkit.ts";
import { t } from "./words.ts";

const MOST_RUNS = 50;

export interface TaskSubject {
  readonly taskId: string;
  readonly family: string;
  readonly params: Readonly<Record<string, string>>;
  /** Shown first; the latest when absent. */
  readonly runId?: string;
  /** What the plan said of it. */
  readonly reason?: string;
  /** Why it is stale though it is complete. */
  readonly stale?: readonly string[];
}

/** One task: how it stands and why, its output, its runs, and the log and error of the one that is chosen. */
export class TaskDetail {
  readonly element = h("aside", { class: "detail", "aria-label": t("Task"), hidden: true });
  readonly #links: PageLinks;
  readonly #log = new LogView();
  #subject: TaskSubject | undefined;
  #runs: readonly TaskRunRecord[] = [];
  #outputs: readonly string[] | undefined;
  #chosen: string | undefined;

  constructor(links: PageLinks) {
    this.#links = links;
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  async show(subject: TaskSubject): Promise<void> {
    this.#subject = subject;
    this.#chosen = subject.runId;
    this.#outputs = undefined;
    this.#runs = [];
    this.element.hidden = false;
    this.#draw();
    await this.refresh();
  }

  /** Asks again for its runs: one may go on. */
  async refresh(): Promise<void> {
    const subject = this.#subject;
    if (subject === undefined || this.element.hidden) return;
    try {
      const runs = await host.api.taskRuns({ taskId: subject.taskId, limit: MOST_RUNS });
      if (subject !== this.#subject) return;
      this.#runs = runs;
      this.#draw();
    } catch (error) {
      this.#links.failed(error);
    }
  }

  close(): void {
    this.element.hidden = true;
    this.#subject = undefined;
    this.#log.stop();
  }

  #draw(): void {
    const subject = this.#subject;
    if (subject === undefined) return;
    const { family, params, reason, stale = [] } = subject;
    const run = this.#runs.find(({ runId }) => runId === this.#chosen) ?? this.#runs[0];
    this.element.replaceChildren(
      h(
        "header",
        {},
        h("h2", {}, family),
        h("span", { class: "hint" }, valuesText(params)),
        h("span", { class: "gap" }),
        iconButton(t("Close"), closeIcon(), () => this.close()),
      ),
      this.#actions(subject),
      ...(reason === undefined ? [] : [h("p", { class: "hint" }, reason)]),
      ...stale.map((why) => h("p", { class: "warning" }, t("stale: {0}", why))),
      ...this.#outputLines(),
      ...(run?.error === undefined ? [] : [errorView(run)]),
      ...(run?.pod === undefined ? [] : [h("h3", {}, t("Pod")), podView(run.pod, this.#links.failed)]),
      h("h3", {}, t("Runs")),
      this.#runs.length === 0 ? h("p", { class: "hint" }, t("It did not run yet.")) : this.#runList(run),
      h("h3", {}, t("Log")),
      this.#log.element,
    );
    this.#log.show(run?.log, run?.status === "running");
  }

  #actions({ family, params }: TaskSubject): HTMLElement {
    const ask = { family, params };
    const start = () => host.api.start(ask).catch(this.#links.failed);
    const command = commandText(ask);
    return h(
      "div",
      { class: "actions" },
      textButton(t("Run"), () => void start()),
      textButton(t("Copy command"), () => void navigator.clipboard.writeText(command), "secondary"),
      ...(host.isEditor
        ? [
            textButton(
              t("In the terminal"),
              () => void host.api.openTerminal({ command: `npx ${command}` }),
              "secondary",
            ),
            textButton(t("Code"), () => void host.api.reveal({ family }), "secondary"),
          ]
        : []),
      textButton(t("Outputs"), () => void this.#askOutputs(), "secondary"),
    );
  }

  async #askOutputs(): Promise<void> {
    const subject = this.#subject;
    if (subject === undefined) return;
    try {
      const outputs = await host.api.outputs({ family: subject.family, params: subject.params });
      if (subject !== this.#subject) return;
      this.#outputs = outputs;
      this.#draw();
    } catch (error) {
      this.#links.failed(error);
    }
  }

  #outputLines(): HTMLElement[] {
    if (this.#outputs === undefined) return [];
    if (this.#outputs.length === 0) return [h("p", { class: "hint" }, t("It has no outputs."))];
    return this.#outputs.map((output) => {
      if (!host.isEditor) return h("p", { class: "output" }, output);
      const link = h("button", { class: "link" }, output);
      link.addEventListener(
        "click",
        () => void host.api.revealLine({ file: output, line: 1, column: 1 }).catch(this.#links.failed),
      );
      return h("p", { class: "output" }, link);
    });
  }

  #runList(shown: TaskRunRecord | undefined): HTMLElement {
    const now = Date.now();
    const rows = this.#runs.map((run) => {
      const { status, durationMs, attempts, runId } = run;
      const tone = statusTone(status);
      const time = run.finishedAt ?? run.startedAt;
      const notes = [
        time && ageText(time, now, t),
        durationMs !== undefined && attempts > 0 ? durationText(durationMs) : "",
        attempts > 1 ? t("{0} attempts", attempts) : "",
      ];
      const row = h(
        "button",
        { class: "item", "data-tone": tone, "aria-pressed": String(run === shown) },
        h("span", { class: "state" }, statusIcon(tone)),
        h("span", {}, statusWord(status)),
        h("span", { class: "hint" }, notes.filter(Boolean).join(" · ")),
      );
      row.addEventListener("click", () => {
        this.#chosen = runId;
        this.#draw();
      });
      return row;
    });
    return h("div", { class: "items" }, ...rows);
  }
}

function errorView({ error }: TaskRunRecord): HTMLElement {
  return h("pre", { class: "error" }, ...linked(error?.stack ?? error?.message ?? ""));
}
