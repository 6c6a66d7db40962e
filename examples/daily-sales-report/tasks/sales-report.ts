import { DateParameter, WrapperTask } from "pipewright";
import { BackUpDump } from "./back-up-dump.ts";
import { SalesPage } from "./sales-page.ts";

/** All that should exist of a day's sales: ask for this one, every night or for a range of days. */
export class SalesReport extends WrapperTask.with({ date: DateParameter() }) {
  requires() {
    return { backup: new BackUpDump({ date: this.date }), page: new SalesPage({ date: this.date }) };
  }
}
