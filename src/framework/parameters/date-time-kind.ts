import type { Temporal as Spec } from "temporal-spec";
import { Temporal } from "../temporal.ts";
import type { DateKind } from "./define-date.ts";

const { PlainDateTime } = Temporal;
const EPOCH = PlainDateTime.from("1970-01-01T00:00");

/** The part of a kind of time that differs between units. */
type TimeUnit = Pick<DateKind<Spec.PlainDateTime>, "type" | "noun" | "example" | "form"> & {
  readonly unit: "hour" | "minute" | "second";
};

/** Times in Luigi's text forms: a full date, then digits without colons, as many as the unit needs. */
export function dateTimeKind({ unit, ...kind }: TimeUnit): DateKind<Spec.PlainDateTime> {
  const units = `${unit}s` as const;
  return {
    ...kind,
    unit,
    epoch: EPOCH,
    read: (text) => {
      const [date, time = ""] = text.split("T");
      // Without minutes a time would be read as no time at all.
      return PlainDateTime.from(`${date}T${time.replace("H", "").padEnd(4, "0")}`);
    },
    format: (value) =>
      value
        .toString({ smallestUnit: "second", calendarName: "never" })
        .replaceAll(":", "")
        .slice(0, kind.example.length),
    between: (from, to) => from.until(to, { largestUnit: units })[units],
    add: (value, count) => value.add({ [units]: count }),
  };
}
