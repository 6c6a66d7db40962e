import type { HistoryLine } from "../../protocol/history-record.ts";

type Untimed<L> = L extends HistoryLine ? Omit<L, "time"> : never;

/**
 * Prints what the history knows: one JSON object a line, or for people.
 *
 * @param empty what to say to people when there is nothing
 */
export function printLines<T>(
  records: readonly T[],
  json: boolean | undefined,
  line: (record: T) => Untimed<HistoryLine>,
  text: (record: T) => string,
  empty: string,
): void {
  if (json) {
    const time = new Date().toISOString();
    for (const record of records) console.log(JSON.stringify({ ...line(record), time }));
  } else if (records.length === 0) {
    console.log(empty);
  } else {
    for (const record of records) console.log(text(record));
  }
}
