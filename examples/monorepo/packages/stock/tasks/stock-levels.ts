import { DateParameter, LocalTarget, Task } from "pipewright";
import { PRODUCTS } from "../products.ts";
import { type Movement, Movements } from "./movements.ts";

/** How much of a product is there. */
export interface Level {
  readonly product: string;
  readonly pieces: number;
}

/** Everything is counted on the first of a month, and there are this many of each. */
const COUNTED = 25;

/** What is in the warehouse at the end of a day: what was there the day before, and what moved since. */
export class StockLevels extends Task.with({ date: DateParameter() }) {
  requires() {
    const movements = new Movements({ date: this.date });
    if (this.date.day === 1) return { movements };
    return { movements, before: new StockLevels({ date: this.date.subtract({ days: 1 }) }) };
  }
  output() {
    return new LocalTarget(`data/stock/${this.date}.json`, { format: "json" });
  }
  async run() {
    const { movements, before } = this.input();
    const moved = (await movements.read()) as Movement[];
    const levels = before
      ? ((await before.read()) as Level[])
      : PRODUCTS.map((product) => ({ product, pieces: COUNTED }));
    const after = levels.map(({ product, pieces }) => ({
      product,
      pieces: pieces + (moved.find((movement) => movement.product === product)?.pieces ?? 0),
    }));
    await this.output().write(after);
  }
}
