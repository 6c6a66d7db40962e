import { DateParameter, LocalTarget, Task } from "pipewright";
import { renderSalesPage } from "../page/render-sales-page.ts";
import { readSales } from "../page/sales.ts";
import { AggregateSales } from "./aggregate-sales.ts";

/** The day's page with a chart, for people. */
export class SalesPage extends Task.with({ date: DateParameter() }) {
  requires() {
    return new AggregateSales({ date: this.date });
  }

  output() {
    return new LocalTarget(`data/report/${this.date}.html`);
  }

  async run() {
    const sales = (await this.input().read()).map(readSales);
    await this.output().write(await renderSalesPage(this.date, sales));
  }
}
