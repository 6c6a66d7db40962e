import { Cron } from "croner";

const NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat";
const VALUE = `(?:\\d+|${NAMES})`;
const PART = `(?:\\*|${VALUE}(?:-${VALUE})?)(?:/\\d+)?`;
const FIELD = new RegExp(`^${PART}(?:,${PART})*$`, "i");
const NICKNAME = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

const EXPECTED = "expected minute, hour, day of the month, month and day of the week, like 0 5 * * 1-5";

/**
 * Checks the text of a `static schedule`. Only what crontab, systemd and Kubernetes agree on is one.
 *
 * @returns in words what is wrong; `undefined` where it is good
 * @example scheduleProblem("61 5 * * *") // "invalid value for minute: 61; expected minute, hour, …"
 */
export function scheduleProblem(text: string): string | undefined {
  if (NICKNAME.test(text)) return undefined;
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) return `it has ${fields.length} fields; ${EXPECTED}`;
  const odd = fields.find((field) => !FIELD.test(field));
  if (odd !== undefined) return `"${odd}" is not what every cron understands; ${EXPECTED}`;
  const [, , day = "", , weekday = ""] = fields;
  // Some take the days that both fit, some those that one of them fits.
  if (day !== "*" && weekday !== "*" && (day.startsWith("*") || weekday.startsWith("*")))
    return `"${day}" and "${weekday}" together mean different days to different crons; leave one of them at *`;
  return croner(text);
}

function croner(text: string): string | undefined {
  try {
    const next = new Cron(text, { paused: true, mode: "5-part" }).nextRun();
    return next === null ? "there is no such day" : undefined;
  } catch (error) {
    const said = (error as Error).message.replace(/^CronPattern: /, "");
    return `${said.charAt(0).toLowerCase()}${said.slice(1)}; ${EXPECTED}`;
  }
}
