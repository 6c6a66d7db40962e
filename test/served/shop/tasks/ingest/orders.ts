import { DateParameter, ExternalTask, LocalTarget, Task } from "pipewright";

/** Somebody else delivers it, one file a day. */
export class Delivery extends ExternalTask.with({ date: DateParameter() }) {
  static tags = ["raw"];

  output() {
    return new LocalTarget(`delivered/${this.date}.csv`);
  }
}

export class Orders extends Task.with({ date: DateParameter() }) {
  static tags = ["raw"];

  requires() {
    return new Delivery({ date: this.date });
  }

  output() {
    return new LocalTarget(`made/orders/${this.date}.csv`);
  }

  async run() {
    this.log(`reading the delivery of ${this.date}`);
    await this.output().write(await this.input().read());
  }
}
