import type { Translate } from "./translate.ts";

interface TextForm {
  readonly accepts: (text: string) => boolean;
  readonly example: string;
}

const digits = (pattern: RegExp) => (text: string) => pattern.test(text);

/** The forms that can be judged from the text alone; the runner judges the rest, and limits like `min`. */
const FORMS: Readonly<Record<string, TextForm>> = {
  int: { accepts: digits(/^[+-]?\d+$/), example: "500" },
  float: { accepts: (text) => text.trim() !== "" && Number.isFinite(Number(text)), example: "0.5" },
  bool: { accepts: digits(/^(true|false)$/), example: "true" },
  date: { accepts: isDate, example: "2026-11-24" },
  month: { accepts: digits(/^\d{4}-(0[1-9]|1[0-2])$/), example: "2026-11" },
  year: { accepts: digits(/^\d{4}$/), example: "2026" },
  dateHour: {
    accepts: (text) => isDate(text.slice(0, 10)) && /^T([01]\d|2[0-3])$/.test(text.slice(10)),
    example: "2026-11-24T10",
  },
};

/** What is wrong with a parameter's text, or `undefined`. */
export function parameterProblem(type: string, text: string, t: Translate): string | undefined {
  const form = FORMS[type];
  if (form === undefined || form.accepts(text)) return undefined;
  if (type === "date" && /^\d{4}-\d{2}-\d{2}$/.test(text)) return t("There is no such day: {0}.", text);
  return t("This is no value of type {0}: write it like {1}.", type, form.example);
}

/** How a value of the type is written, or `undefined` where anything goes. */
export function parameterExample(type: string): string | undefined {
  return FORMS[type]?.example;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
