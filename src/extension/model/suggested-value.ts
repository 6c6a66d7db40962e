import type { ParameterDeclaration } from "../../protocol/task-index.ts";

/** The text that a question starts with where nothing is remembered: the last full day, month or hour. */
export function suggestedValue(parameter: ParameterDeclaration, now: Date): string {
  switch (parameter.type) {
    case "date":
      return dateText(daysBefore(now, 1));
    case "month":
      return dateText(new Date(now.getFullYear(), now.getMonth() - 1, 1)).slice(0, 7);
    case "year":
      return String(now.getFullYear() - 1);
    case "dateHour": {
      const hour = new Date(now.getTime() - 3_600_000);
      return `${dateText(hour)}T${two(hour.getHours())}`;
    }
    case "dateMinute": {
      const minute = new Date(now.getTime() - 60_000);
      return `${dateText(minute)}T${two(minute.getHours())}${two(minute.getMinutes())}`;
    }
    case "dateSecond": {
      const second = new Date(now.getTime() - 1000);
      return `${dateText(second)}T${two(second.getHours())}${two(second.getMinutes())}${two(second.getSeconds())}`;
    }
    case "bool":
      return "false";
    default:
      return "";
  }
}

/** Where a backfill's range starts by default: a week of days, or one value of another kind. */
export function suggestedFrom(parameter: ParameterDeclaration, to: string): string {
  if (parameter.type !== "date") return to;
  const [year = 0, month = 1, day = 1] = to.split("-").map(Number);
  return dateText(new Date(year, month - 1, day - 6));
}

/** The month so far, to the last full day; on its first day, the month before. Of what is no day, the last value. */
export function suggestedMonth(parameter: ParameterDeclaration, now: Date): { from: string; to: string } {
  const to = suggestedValue(parameter, now);
  return { from: parameter.type === "date" ? `${to.slice(0, 8)}01` : to, to };
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
}

/** In local time: the user's yesterday, not Greenwich's. */
function dateText(date: Date): string {
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
