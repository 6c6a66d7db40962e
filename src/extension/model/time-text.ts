import type { Translate } from "./translate.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `12 ms`, `1.2 s`, `3 min 5 s`, `2 h 4 min`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  // Rounded first, so that 59.97 s does not become "60.0 s".
  const seconds = Math.round(milliseconds / 100) / 10;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(milliseconds / SECOND);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(milliseconds / MINUTE);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long ago a moment was: `just now`, `5 min ago`, `2 h ago`, `3 days ago`. */
export function ageText(time: string, now: number, t: Translate): string {
  const age = now - Date.parse(time);
  if (age < MINUTE) return t("just now");
  if (age < HOUR) return t("{0} min ago", Math.floor(age / MINUTE));
  if (age < DAY) return t("{0} h ago", Math.floor(age / HOUR));
  if (age < 2 * DAY) return t("yesterday");
  return t("{0} days ago", Math.floor(age / DAY));
}
