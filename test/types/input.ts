// Never run: that it compiles, and that the lines marked with @ts-expect-error do not, is the test.
import { expectTypeOf } from "vitest";
import {
  DateParameter,
  LocalTarget,
  MemoryTarget,
  type Row,
  Task,
  type Temporal,
  WrapperTask,
} from "../../src/framework/index.ts";

class Text extends Task.with({ date: DateParameter() }) {
  override output() {
    return new LocalTarget(`${this.date}.txt`);
  }
}

class Table extends Task.with({ date: DateParameter() }) {
  override output() {
    return { rows: new LocalTarget("a.csv", { format: "csv" }), count: new MemoryTarget<number>("count") };
  }
}

export class OfOne extends Task.with({ date: DateParameter() }) {
  override requires() {
    return new Text({ date: this.date });
  }
  override async run() {
    expectTypeOf(await this.input().read()).toEqualTypeOf<string>();
    for await (const line of this.input().lines()) expectTypeOf(line).toEqualTypeOf<string>();
    // @ts-expect-error: one target has no elements
    void this.input()[0];
    // @ts-expect-error: it has what a LocalTarget has
    this.input().rename();
  }
}

export class OfARecord extends Task.with({ date: DateParameter() }) {
  override requires() {
    return { text: new Text({ date: this.date }), table: new Table({ date: this.date }) };
  }
  override async run() {
    const { text, table } = this.input();
    expectTypeOf(text).toEqualTypeOf<LocalTarget>();
    expectTypeOf(await table.rows.read()).toEqualTypeOf<Row[]>();
    expectTypeOf(await table.count.read()).toEqualTypeOf<number>();
    // @ts-expect-error: nothing of that name is required
    void this.input().nothing;
  }
}

export class OfATuple extends Task.with({ date: DateParameter() }) {
  override requires() {
    return [new Text({ date: this.date }), new Table({ date: this.date })] as const;
  }
  override async run() {
    const [text, table] = this.input();
    expectTypeOf(text).toEqualTypeOf<LocalTarget>();
    expectTypeOf(table.count).toEqualTypeOf<MemoryTarget<number>>();
    // @ts-expect-error: two tasks are required
    expectTypeOf(this.input()[2]).toBeUndefined();
  }
}

export class OfAnArray extends Task.with({ date: DateParameter() }) {
  override requires() {
    return [1, 2, 3].map((days) => new Text({ date: this.date.subtract({ days }) }));
  }
  override async run() {
    for (const text of this.input()) expectTypeOf(text).toEqualTypeOf<LocalTarget>();
    expectTypeOf(this.input()[0]).toEqualTypeOf<LocalTarget | undefined>();
  }
}

export class OfSomeOrAll extends Task.with({ date: DateParameter() }) {
  override requires() {
    const text = new Text({ date: this.date });
    if (this.date.day === 1) return { text };
    return { text, table: new Table({ date: this.date }) };
  }
  override async run() {
    const { text, table } = this.input();
    expectTypeOf(text).toEqualTypeOf<LocalTarget>();
    expectTypeOf(await table?.count.read()).toEqualTypeOf<number | undefined>();
    // @ts-expect-error: there may be none
    void table.count;
  }
}

export class OfWhatMayBeMissing extends Task.with({ date: DateParameter() }) {
  override requires() {
    return [new Text({ date: this.date }), this.date.day === 1 ? undefined : new Table({ date: this.date })] as const;
  }
  override async run() {
    const [text, table] = this.input();
    expectTypeOf(text).toEqualTypeOf<LocalTarget>();
    expectTypeOf(table?.count).toEqualTypeOf<MemoryTarget<number> | undefined>();
  }
}

export class OfNothing extends Task {
  override async run() {
    // @ts-expect-error: nothing is required, so that nothing is known of the input
    this.input().read();
  }
}

/** An heir that does not require anything else has the input of what it extends. */
export class Heir extends OfOne {
  override async run() {
    expectTypeOf(await this.input().read()).toEqualTypeOf<string>();
  }
}

export class OfAClass extends WrapperTask {
  // @ts-expect-error: the class of a task is not a task
  override requires() {
    return Text;
  }
}

/** Tasks of all kinds go where a Task is asked for. */
export const all: Task[] = [
  new OfOne({ date: "2026-11-24" }),
  new OfARecord({ date: "2026-11-24" }),
  new OfATuple({ date: "2026-11-24" }),
  new OfAnArray({ date: "2026-11-24" }),
  new OfNothing(),
];

/** The types of dates have the names of their values. */
export function weekOf(date: Temporal.PlainDate): number | undefined {
  return date.weekOfYear;
}
