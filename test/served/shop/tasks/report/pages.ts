import { BoolParameter, DateParameter, LocalTarget, Task, WrapperTask } from "pipewright";
import { Customers } from "../model/customers.ts";
import { Sales } from "../model/sales.ts";

export class SalesPage extends Task.with({ date: DateParameter(), withCustomers: BoolParameter({ default: true }) }) {
  requires() {
    return this.withCustomers
      ? [new Sales({ date: this.date }), new Customers({ date: this.date })]
      : [new Sales({ date: this.date })];
  }

  output() {
    return new LocalTarget(`made/page/${this.date}${this.withCustomers ? "" : "-short"}.html`);
  }

  async run() {
    await this.output().write("<html>");
  }
}

export class Daily extends WrapperTask.with({ date: DateParameter() }) {
  requires() {
    return new SalesPage({ date: this.date });
  }
}
