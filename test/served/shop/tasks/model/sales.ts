import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { DateParameter, LocalTarget, Task } from "pipewright";
import { Orders } from "../ingest/orders.ts";
import { Prices } from "../ingest/prices.ts";

/** Fails on the days that `broken` names; while there is a `hold`, it waits and says so. */
export class Sales extends Task.with({ date: DateParameter() }) {
  static tags = ["model"];

  requires() {
    return [new Orders({ date: this.date }), new Prices({ date: this.date })] as const;
  }

  output() {
    return new LocalTarget(`made/sales/${this.date}.json`);
  }

  async run() {
    for (let waited = 0; existsSync("hold"); waited++) {
      this.log(`held for the ${waited}th time`);
      await sleep(100, undefined, { signal: this.signal });
    }
    if (existsSync(`broken/${this.date}`)) throw new Error(`The sales of ${this.date} do not add up.`);
    await this.output().write("[]");
  }
}
