import { DateHourParameter, LocalTarget, Task } from "pipewright";
import { isUpToDate } from "./is-up-to-date.ts";
import { ServerLog } from "./server-log.ts";

export interface Count {
  readonly requests: number;
  readonly errors: number;
  /** Of the logs that it was made of. */
  readonly logBytes: number;
}

/** The requests of an hour. */
export class CountHour extends Task.with({ hour: DateHourParameter() }) {
  requires() {
    return new ServerLog({ hour: this.hour });
  }
  output() {
    const hour = this.hour.toString().slice(0, "2026-11-20T10".length);
    return new LocalTarget(`data/hours/${hour}.json`, { format: "json" });
  }
  async run() {
    const logBytes = await this.requires().bytes();
    let [requests, errors] = [0, 0];
    for await (const line of this.input().lines()) {
      requests++;
      if (line.startsWith("5")) errors++;
    }
    await this.output().write({ requests, errors, logBytes } satisfies Count);
  }
  override async complete() {
    return isUpToDate(this.output(), await this.requires().bytes());
  }
}
