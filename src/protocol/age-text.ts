const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago a moment was: `just now`, `5 min ago`, `2 h ago`, `3 days ago`.
 *
 * @param time ISO 8601
 * @param now in milliseconds since 1970
 * @param t puts a message into the reader's language, its `{0}` filled in; English without it
 */
export function ageText(
  time: string,
  now: number,
  t: (message: string, ...args: number[]) => string = inEnglish,
): string {
  const age = now - Date.parse(time);
  if (age < MINUTE) return t("just now");
  if (age < HOUR) return t("{0} min ago", Math.floor(age / MINUTE));
  if (age < DAY) return t("{0} h ago", Math.floor(age / HOUR));
  if (age < 2 * DAY) return t("yesterday");
  return t("{0} days ago", Math.floor(age / DAY));
}

function inEnglish(message: string, count = 0): string {
  return message.replace("{0}", String(count));
}
