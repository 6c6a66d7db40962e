import { ageText } from "../../../protocol/age-text.ts";
import type { BackfillDate, BackfillRecord } from "../../../protocol/backfill-record.ts";
import { cancelBackfill } from "../../backfill/cancel-backfill.ts";
import { findBackfill } from "../../backfill/find-backfill.ts";
import { pauseBackfill } from "../../backfill/pause-backfill.ts";
import type { History } from "../../history/history.ts";
import { UserError } from "../../run/user-error.ts";
import { colours } from "../colours.ts";
import type { CommandAction, GlobalOptions } from "../command-action.ts";
import { printLines } from "../print-lines.ts";
import { foldDates } from "../text/fold-tasks.ts";
import { countsText, statusText } from "../text/status-text.ts";
import { withHistory } from "../with-history.ts";

interface BackfillsOptions extends GlobalOptions {
  readonly limit: number;
}

/** `pipewright backfills`, `backfills <id>`, `backfills pause <id>` and `backfills cancel <id>` */
export const backfills: CommandAction = ([name, which, ...more], options: BackfillsOptions) => {
  const { cwd, json, limit } = options;
  if (more.length > 0 || (which !== undefined && name !== "cancel" && name !== "pause"))
    throw new UserError(
      "Expected `pipewright backfills`, `backfills <id>`, `backfills pause <id>` or `backfills cancel <id>`.",
    );
  return withHistory(cwd, async (history) => {
    if (name === undefined) list(history.backfills.list(limit), json);
    else if (name === "cancel") await cancel(history, which, json);
    else if (name === "pause") pause(history, which, json);
    else showDates(history, findBackfill(history.backfills, name), json);
  });
};

function list(records: readonly BackfillRecord[], json: boolean | undefined): void {
  const now = Date.now();
  printLines(
    records,
    json,
    (record) => ({ event: "backfill", ...record }),
    (record) =>
      `${headline(record)}  ${colours.dim(`${ageText(record.createdAt, now)}; ${countsText(record.counts)}`)}`,
    "There is no backfill here yet. `pipewright backfill <Task> --from … --to …` begins one.",
  );
}

function headline({ backfillId, status, family, range, params, counts }: BackfillRecord): string {
  const given = Object.entries(params).map(([name, text]) => ` ${name}=${text}`);
  const { ran = 0, alreadyComplete = 0 } = counts;
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return `${backfillId}  ${statusText(status, 20)} ${family} ${range.over}=${range.from}…${range.to}${given.join("")}  ${ran + alreadyComplete} of ${all} done`;
}

/** For people dates that follow each other and stand alike are one line; what failed says why. */
function showDates(history: History, record: BackfillRecord, json: boolean | undefined): void {
  const dates = history.backfills.dates(record.backfillId);
  if (!json) console.log(headline(record));
  printLines(
    json ? dates.map((date) => [date]) : alike(dates),
    json,
    ([date]) => ({ event: "backfillDate", ...(date as BackfillDate) }),
    (group) => {
      const [{ status, error, log }] = group as [BackfillDate];
      const lines = [`  ${foldDates(group.map(({ value }) => value)).join(", ")}  ${statusText(status)}`];
      if (error && group.length === 1) lines.push(`      ${error.message.split("\n", 1)[0]}`);
      if (error && log && group.length === 1) lines.push(colours.dim(`      log ${log}`));
      return lines.join("\n");
    },
    "It has no dates.",
  );
  if (!json && !["success", "running", "pausing"].includes(record.status))
    console.log(colours.dim(`\n\`pipewright backfill --resume ${record.backfillId}\` makes what is missing.`));
}

function alike(dates: readonly BackfillDate[]): BackfillDate[][] {
  const groups: BackfillDate[][] = [];
  for (const date of dates) {
    const last = groups.at(-1);
    if (last?.[0]?.status === date.status && date.error === undefined && last[0].error === undefined) last.push(date);
    else groups.push([date]);
  }
  return groups;
}

function pause(history: History, name: string | undefined, json: boolean | undefined): void {
  const record = named(history, name);
  pauseBackfill(history, record);
  (json ? console.error : console.log)(
    `Backfill ${record.backfillId} is paused: what runs comes to its end, and nothing new starts. \`pipewright backfill --resume ${record.backfillId}\` goes on with it.`,
  );
}

function named(history: History, name: string | undefined): BackfillRecord {
  if (name === undefined) throw new UserError("Which backfill? `pipewright backfills` lists them.");
  return findBackfill(history.backfills, name);
}

async function cancel(history: History, name: string | undefined, json: boolean | undefined): Promise<void> {
  const record = named(history, name);
  const say = json ? console.error : console.log;
  if (record.status === "success" || record.status === "cancelled") {
    say(`Backfill ${record.backfillId} has ended already: ${statusText(record.status)}.`);
    return;
  }
  await cancelBackfill(history, record);
  say(
    `Backfill ${record.backfillId} is cancelled. \`pipewright backfill --resume ${record.backfillId}\` goes on with it.`,
  );
}
