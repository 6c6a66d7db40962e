import { ageText } from "../../src/protocol/age-text.ts";
import type { BackfillDate, BackfillRecord } from "../../src/protocol/backfill-record.ts";
import { durationText } from "../../src/protocol/duration-text.ts";
import { h } from "../element.ts";
import { countsByTone } from "../graph/node-view.ts";
import { host } from "../host.ts";
import { statusIcon } from "../icons.ts";
import type { PageLinks } from "../page.ts";
import { askName } from "../run-texts.ts";
import { statusTone } from "../status-tone.ts";
import { statusWord } from "../status-words.ts";
import { textButton } from "../toolkit.ts";
import { t } from "../words.ts";

const MOST = 30;

/** The backfills that are kept: how far each is, and what can be done about it. */
export class BackfillList {
  readonly element = h("section", { class: "backfills", "aria-label": t("Backfills") });
  readonly #links: PageLinks;
  #opened: string | undefined;

  constructor(links: PageLinks) {
    this.#links = links;
  }

  async refresh(): Promise<void> {
    try {
      const backfills = await host.api.backfills({ limit: MOST });
      const cards = await Promise.all(backfills.map((backfill) => this.#card(backfill)));
      const empty = h(
        "p",
        { class: "hint" },
        t("There is none yet. What is started above stays here, with how far it is."),
      );
      this.element.replaceChildren(h("h2", {}, t("Backfills")), ...(cards.length === 0 ? [empty] : cards));
    } catch (error) {
      this.#links.failed(error);
    }
  }

  async #card(backfill: BackfillRecord): Promise<HTMLElement> {
    const { backfillId, status, counts, range, family, params, createdAt, lastRunId } = backfill;
    const isOpen = backfillId === this.#opened;
    const isRunning = status === "running" || status === "pausing";
    const dates = isOpen || isRunning ? ((await host.api.backfill({ backfillId }))?.dates ?? []) : [];
    const byTone = countsByTone(counts);
    const total = [...byTone.values()].reduce((sum, count) => sum + count, 0);
    const done = byTone.get("ran") ?? 0;
    const tone = statusTone(status);
    const name = h("button", { class: "link", "aria-expanded": String(isOpen) }, askName({ family, params, range }));
    name.addEventListener("click", () => {
      this.#opened = isOpen ? undefined : backfillId;
      void this.refresh();
    });
    const bar = h("div", {
      class: "progress",
      role: "progressbar",
      "aria-label": t("Progress"),
      "aria-valuemin": 0,
      "aria-valuemax": total,
      "aria-valuenow": done,
    });
    for (const [each, count] of byTone) {
      const part = h("div", { class: "part", "data-tone": each });
      part.style.flexGrow = String(count);
      bar.append(part);
    }
    const notes = [
      `${done}/${total}`,
      byTone.get("failed") ? t("{0} failed", byTone.get("failed") ?? 0) : "",
      ageText(createdAt, Date.now(), t),
      isRunning ? await this.#remaining(lastRunId, dates) : "",
    ];
    return h(
      "article",
      { class: "card", "data-tone": tone, "data-status": status, "data-backfill": backfillId },
      h(
        "div",
        { class: "card-line" },
        h("span", { class: "state" }, statusIcon(tone)),
        name,
        h("span", {}, statusWord(status)),
        h("span", { class: "hint" }, notes.filter(Boolean).join(" · ")),
        h("span", { class: "gap" }),
        ...this.#actions(backfill),
      ),
      bar,
      isOpen ? this.#dates(dates) : undefined,
    );
  }

  #actions({ backfillId, status, family, params, counts, lastRunId }: BackfillRecord): HTMLElement[] {
    const start = (onlyFailed: boolean) =>
      void host.api.start({ family, params, backfillId, onlyFailed }).then(() => this.refresh(), this.#links.failed);
    const byTone = countsByTone(counts);
    const isRunning = status === "running" || status === "pausing";
    const failed = byTone.has("failed") || byTone.has("blocked");
    const buttons: HTMLElement[] = [];
    if (lastRunId !== undefined)
      buttons.push(textButton(t("Show run"), () => this.#links.open("runs", { runId: lastRunId }), "secondary"));
    if (status === "running")
      buttons.push(
        textButton(
          t("Pause"),
          () => void host.api.pause({ backfillId }).then(() => this.refresh(), this.#links.failed),
          "secondary",
        ),
      );
    if (isRunning && lastRunId !== undefined)
      buttons.push(
        textButton(t("Stop"), () => void host.api.stop({ runId: lastRunId }).catch(this.#links.failed), "secondary"),
      );
    if (!isRunning && status !== "success") buttons.push(textButton(t("Resume"), () => start(false)));
    if (!isRunning && failed) buttons.push(textButton(t("Retry failed"), () => start(true), "secondary"));
    return buttons;
  }

  /** By the pace of its run so far. */
  async #remaining(runId: string | undefined, dates: readonly BackfillDate[]): Promise<string> {
    const made = dates.filter((date) => date.runId === runId && date.status === "ran").length;
    const left = dates.filter(({ status }) => status === "waiting" || status === "running").length;
    if (made === 0 || left === 0 || runId === undefined) return "";
    const run = (await host.api.runDetail({ runId }))?.run;
    if (run === undefined) return "";
    return t("about {0} left", durationText(((Date.now() - Date.parse(run.startedAt)) / made) * left));
  }

  #dates(dates: readonly BackfillDate[]): HTMLElement {
    const rows = dates.map(({ value, status, taskId, error, runId }) => {
      const tone = statusTone(status);
      const row = h(
        "button",
        {
          class: "date",
          "data-tone": tone,
          title: error?.message ?? statusWord(status),
          "aria-label": `${value}: ${statusWord(status)}`,
        },
        h("span", { class: "state" }, statusIcon(tone)),
        value,
      );
      row.addEventListener("click", () => this.#links.open("runs", { runId, taskId }));
      return row;
    });
    return h("div", { class: "date-chips" }, ...rows);
  }
}
