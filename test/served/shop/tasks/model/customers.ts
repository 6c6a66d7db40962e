import { DateParameter, LocalTarget, Task } from "pipewright";
import { Orders } from "../ingest/orders.ts";

export class Customers extends Task.with({ date: DateParameter() }) {
  static tags = ["model"];

  requires() {
    return new Orders({ date: this.date });
  }

  output() {
    return new LocalTarget(`made/customers/${this.date}.json`);
  }

  async run() {
    await this.output().write("[]");
  }
}
