import type { ParameterDeclaration } from "../../protocol/task-index.ts";
import type { Translate } from "./translate.ts";

interface TextForm {
  readonly accepts: (text: string) => boolean;
  readonly example: string;
}

/** What a text has to satisfy. */
export type Expected = Pick<ParameterDeclaration, "type" | "choices" | "min" | "max">;

const like = (pattern: RegExp) => (text: string) => pattern.test(text);
const HOUR = String.raw`([01]\d|2[0-3])`;
const time = (rest: string) => {
  const pattern = new RegExp(`^T${HOUR}${rest}$`);
  return (text: string) => isDate(text.slice(0, 10)) && pattern.test(text.slice(10));
};
const MONTH = String.raw`\d{4}-(0[1-9]|1[0-2])`;
const WEEK = String.raw`\d{4}-W(0[1-9]|[1-4]\d|5[0-3])`;

/** The forms that can be judged from the text alone; the runner judges the rest. */
const FORMS: Readonly<Record<string, TextForm>> = {
  int: { accepts: like(/^[+-]?\d+$/), example: "500" },
  float: { accepts: (text) => text.trim() !== "" && Number.isFinite(Number(text)), example: "0.5" },
  bool: { accepts: like(/^(true|false)$/), example: "true" },
  date: { accepts: isDate, example: "2026-11-24" },
  month: { accepts: like(new RegExp(`^${MONTH}$`)), example: "2026-11" },
  year: { accepts: like(/^\d{4}$/), example: "2026" },
  dateHour: { accepts: time(""), example: "2026-11-24T10" },
  dateMinute: { accepts: time(String.raw`H?[0-5]\d`), example: "2026-11-24T1030" },
  dateSecond: { accepts: time(String.raw`[0-5]\d[0-5]\d`), example: "2026-11-24T103015" },
  dateInterval: {
    accepts: (text) =>
      new RegExp(`^(\\d{4}|${MONTH}|${WEEK})$`).test(text) ||
      isDate(text) ||
      (text.length === 21 && isDate(text.slice(0, 10)) && text[10] === "-" && isDate(text.slice(11))),
    example: "2026-W47",
  },
  duration: { accepts: isDuration, example: "1 day 2 hours" },
};

/** What is wrong with a parameter's text, or `undefined`. */
export function parameterProblem(expected: Expected, text: string, t: Translate): string | undefined {
  const { type, choices, min, max } = expected;
  if (choices !== undefined && !choices.includes(text)) return t("It has to be one of {0}.", choices.join(", "));
  const form = FORMS[type];
  if (form === undefined) return undefined;
  if (!form.accepts(text)) {
    if (type === "date" && /^\d{4}-\d{2}-\d{2}$/.test(text)) return t("There is no such day: {0}.", text);
    return t("This is no value of type {0}: write it like {1}.", type, form.example);
  }
  if (min !== undefined && isBefore(type, text, min)) return t("It has to be {0} at least.", min);
  if (max !== undefined && isBefore(type, max, text)) return t("It has to be {0} at most.", max);
  return undefined;
}

/** How a value of the type is written, or `undefined` where anything goes. */
export function parameterExample(type: string): string | undefined {
  return FORMS[type]?.example;
}

/** Dates and times in text form are in order as texts. */
function isBefore(type: string, a: string, b: string): boolean {
  if (type === "int" || type === "float") return Number(a) < Number(b);
  return ["date", "month", "year", "dateHour", "dateMinute", "dateSecond"].includes(type) && a < b;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isDuration(text: string): boolean {
  if (text.startsWith("P")) return /^P(?!$)(\d+W)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/.test(text);
  const parts = ["week", "day", "hour", "minute", "second"].map(
    (unit) => String.raw`(\d+(\.\d+)? *${unit[0]}(${unit.slice(1)}s?)? *)?`,
  );
  return text !== "" && new RegExp(`^${parts.join("")}$`).test(text);
}
