import { DateParameter, LocalTarget, Task } from "pipewright";
import { CountDay } from "./count-day.ts";
import { isUpToDate } from "./is-up-to-date.ts";
import { sumOf } from "./sum-of.ts";

/** All requests from the first of the month to the end of a day. */
export class MonthToDate extends Task.with({ date: DateParameter() }) {
  requires() {
    const days = Array.from({ length: this.date.day }, (_, day) => this.date.with({ day: day + 1 }));
    return days.map((date) => new CountDay({ date }));
  }
  output() {
    return new LocalTarget(`data/month-to-date/${this.date}.json`, { format: "json" });
  }
  async run() {
    await this.output().write({ days: this.date.day, ...(await sumOf(this.input())) });
  }
  override async complete() {
    const bytes = await Promise.all(this.requires().map((day) => day.logBytes()));
    return isUpToDate(
      this.output(),
      bytes.reduce((a, b) => a + b, 0),
    );
  }
}
