// Never run: that it compiles, and that the lines marked with @ts-expect-error do not, is the test.
import { expectTypeOf } from "vitest";
import {
  BoolParameter,
  ChoiceParameter,
  DateHourParameter,
  DateParameter,
  FloatParameter,
  IntParameter,
  LocalTarget,
  MonthParameter,
  StringParameter,
  Task,
  type Temporal,
} from "../../src/framework/index.ts";

class Report extends Task.with({
  date: DateParameter(),
  month: MonthParameter(),
  hour: DateHourParameter(),
  top: IntParameter({ default: 10, min: 1 }),
  share: FloatParameter({ default: 0.5 }),
  title: StringParameter({ default: "" }),
  packed: BoolParameter({ default: false }),
  region: ChoiceParameter({ choices: ["north", "south"], default: "north" }),
}) {}

const required = { date: "2026-11-24", month: "2026-11", hour: "2026-11-24T10" };
const report = new Report(required);

expectTypeOf(report.date).toEqualTypeOf<Temporal.PlainDate>();
expectTypeOf(report.month).toEqualTypeOf<Temporal.PlainYearMonth>();
expectTypeOf(report.hour).toEqualTypeOf<Temporal.PlainDateTime>();
expectTypeOf(report.top).toEqualTypeOf<number>();
expectTypeOf(report.share).toEqualTypeOf<number>();
expectTypeOf(report.title).toEqualTypeOf<string>();
expectTypeOf(report.packed).toEqualTypeOf<boolean>();
expectTypeOf(report.region).toEqualTypeOf<"north" | "south">();

void new Report({ ...required, top: 5, share: "0.1", packed: true, region: "south" });
// @ts-expect-error: a value must be given for each parameter without a default
void new Report({ date: "2026-11-24" });
// @ts-expect-error: no parameter has that name
void new Report({ ...required, day: "2026-11-24" });
// @ts-expect-error: a number is no date
void new Report({ ...required, date: 20261124 });
// @ts-expect-error: a day is no month
void new Report({ ...required, month: report.date });
// @ts-expect-error: values can not be changed
report.top = 1;
// @ts-expect-error: no such property
void report.day;

// @ts-expect-error: a default of another type
IntParameter({ default: "10" });
// @ts-expect-error: a bound of another type
DateParameter({ min: 1 });
// @ts-expect-error: a default that is none of the choices
ChoiceParameter({ choices: ["north", "south"], default: "west" });
// @ts-expect-error: a choice needs choices
ChoiceParameter({});
// @ts-expect-error: an option that no parameter has
StringParameter({ requried: true });
// @ts-expect-error: a parameter is made by calling it
Task.with({ date: DateParameter });

/** An heir adds parameters to those of the class it extends. */
class RegionReport extends Report.with({ city: StringParameter() }) {
  override output() {
    return new LocalTarget(`${this.date}-${this.region}-${this.city}.csv`);
  }
}
expectTypeOf(new RegionReport({ ...required, city: "Delft" }).top).toEqualTypeOf<number>();
expectTypeOf(new RegionReport({ ...required, city: "Delft" }).clone().city).toEqualTypeOf<string>();
// @ts-expect-error: its own parameter must be given
void new RegionReport(required);

/** An heir may declare one anew: here, one that need not be given any more. */
class Today extends Report.with({ date: DateParameter({ default: report.date }) }) {}
expectTypeOf(new Today({ month: "2026-11", hour: "2026-11-24T10" }).date).toEqualTypeOf<Temporal.PlainDate>();

/** A class without parameters of its own keeps the inherited ones. */
class Copy extends Report {}
expectTypeOf(new Copy(required).region).toEqualTypeOf<"north" | "south">();
expectTypeOf(Copy.parameters.top.default).toEqualTypeOf<number>();
