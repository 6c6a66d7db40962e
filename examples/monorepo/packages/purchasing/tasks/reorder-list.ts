import { type Level, StockLevels } from "@shop/stock";
import { DateParameter, IntParameter, LocalTarget, Task } from "pipewright";

/** What has to be ordered, and how much of it. */
export class ReorderList extends Task.with({ date: DateParameter(), least: IntParameter({ default: 20 }) }) {
  requires() {
    return new StockLevels({ date: this.date });
  }
  output() {
    return new LocalTarget(`data/reorder/${this.date}-${this.least}.csv`, {
      format: "csv",
      columns: ["product", "order"],
    });
  }
  async run() {
    const levels = (await this.input().read()) as Level[];
    const short = levels.filter(({ pieces }) => pieces < this.least);
    await this.output().write(short.map(({ product, pieces }) => ({ product, order: this.least - pieces })));
  }
}
