import { DateParameter, LocalTarget, Task } from "pipewright";
import { PRODUCTS } from "../products.ts";

export interface Movement {
  readonly product: string;
  /** Pieces that came in; less than 0 when they went out. */
  readonly pieces: number;
}

/** What came into the warehouse on a day and what left it. Made up, and the same each time. */
export class Movements extends Task.with({ date: DateParameter() }) {
  output() {
    return new LocalTarget(`data/movements/${this.date}.json`, { format: "json" });
  }
  async run() {
    const movements = PRODUCTS.map(
      (product, index): Movement => ({ product, pieces: ((this.date.dayOfYear * 7 + index * 5) % 9) - 5 }),
    );
    await this.output().write(movements);
  }
}
