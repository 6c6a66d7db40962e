import { DateParameter, LocalTarget, Task } from "pipewright";
import { CountHour } from "./count-hour.ts";
import { isUpToDate } from "./is-up-to-date.ts";
import { sumOf } from "./sum-of.ts";

/** A day's requests: the sum of its hours. */
export class CountDay extends Task.with({ date: DateParameter() }) {
  requires() {
    return Array.from({ length: 24 }, (_, hour) => new CountHour({ hour: this.date.toPlainDateTime({ hour }) }));
  }
  output() {
    return new LocalTarget(`data/days/${this.date}.json`, { format: "json" });
  }
  async run() {
    await this.output().write(await sumOf(this.input()));
  }
  override async complete() {
    return isUpToDate(this.output(), await this.logBytes());
  }

  /** Of all its hours' logs by now. */
  async logBytes(): Promise<number> {
    const bytes = await Promise.all(this.requires().map((hour) => hour.requires().bytes()));
    return bytes.reduce((a, b) => a + b, 0);
  }
}
