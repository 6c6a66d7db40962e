// Never run: that it compiles, and that the lines marked with @ts-expect-error do not, is the test.
import { expectTypeOf } from "vitest";
import * as z from "zod";
import {
  type AnyTask,
  type AnyTaskClass,
  BoolParameter,
  ChoiceParameter,
  DateHourParameter,
  DateInterval,
  DateIntervalParameter,
  DateMinuteParameter,
  DateParameter,
  DateSecondParameter,
  DictParameter,
  DurationParameter,
  FloatParameter,
  IntParameter,
  type JsonValue,
  ListParameter,
  LocalTarget,
  MonthParameter,
  OptionalParameter,
  PathParameter,
  SchemaParameter,
  StringParameter,
  Task,
  TaskParameter,
  type Temporal,
  YearParameter,
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

/** A parameter of each kind that has no default must be given. */
class Needy extends Task.with({
  year: YearParameter(),
  minute: DateMinuteParameter({ interval: 15 }),
  second: DateSecondParameter(),
  interval: DateIntervalParameter(),
  window: DurationParameter(),
  regions: ListParameter(ChoiceParameter({ choices: ["north", "south"] })),
  dates: ListParameter(DateParameter()),
  anything: ListParameter(),
  shares: DictParameter(FloatParameter()),
  settings: DictParameter(),
  path: PathParameter(),
  source: TaskParameter(),
  limits: SchemaParameter(z.object({ rows: z.int() })),
}) {}

const needs = {
  year: "2026",
  minute: "2026-11-24T1005",
  second: "2026-11-24T100507",
  interval: "2026-W47",
  window: "1 day",
  regions: ["north"],
  dates: [report.date],
  anything: [1, "a", [null]],
  shares: { north: 0.5 },
  settings: { deep: { list: [true] } },
  path: "data",
  source: Report,
  limits: { rows: 5 },
} as const;
const needy = new Needy(needs);

expectTypeOf(needy.year).toEqualTypeOf<number>();
expectTypeOf(needy.minute).toEqualTypeOf<Temporal.PlainDateTime>();
expectTypeOf(needy.second).toEqualTypeOf<Temporal.PlainDateTime>();
expectTypeOf(needy.interval).toEqualTypeOf<DateInterval>();
expectTypeOf(needy.interval.dates()).toEqualTypeOf<Temporal.PlainDate[]>();
expectTypeOf(needy.window).toEqualTypeOf<Temporal.Duration>();
expectTypeOf(needy.regions).toEqualTypeOf<readonly ("north" | "south")[]>();
expectTypeOf(needy.dates).toEqualTypeOf<readonly Temporal.PlainDate[]>();
expectTypeOf(needy.anything).toEqualTypeOf<readonly JsonValue[]>();
expectTypeOf(needy.shares).toEqualTypeOf<{ readonly [key: string]: number }>();
expectTypeOf(needy.settings).toEqualTypeOf<{ readonly [key: string]: JsonValue }>();
expectTypeOf(needy.path).toEqualTypeOf<string>();
expectTypeOf(needy.source).toEqualTypeOf<AnyTaskClass>();
expectTypeOf(new needy.source({ date: report.date })).toEqualTypeOf<AnyTask>();
expectTypeOf(needy.limits).toEqualTypeOf<{ rows: number }>();

const { source: _source, ...withoutSource } = needs;
// @ts-expect-error: a value must be given for each parameter without a default
void new Needy(withoutSource);
// @ts-expect-error: a task is no class of tasks
void new Needy({ ...needs, source: report });
// @ts-expect-error: none of the choices
void new Needy({ ...needs, regions: ["west"] });
// @ts-expect-error: JSON has no functions
void new Needy({ ...needs, settings: { now: () => 1 } });
// @ts-expect-error: not what the schema describes
void new Needy({ ...needs, limits: { rows: "many" } });
// @ts-expect-error: a list can not be changed
needy.regions.push("south");

/** One that has a default need not be given, and holds the same type. */
class Content extends Task.with({
  year: YearParameter({ default: 2026, min: 1990 }),
  minute: DateMinuteParameter({ default: report.hour }),
  second: DateSecondParameter({ default: report.hour, interval: 30 }),
  interval: DateIntervalParameter({ default: DateInterval.from("2026") }),
  window: DurationParameter({ default: needy.window, max: needy.window }),
  regions: ListParameter(ChoiceParameter({ choices: ["north", "south"] }), { default: ["north"] }),
  anything: ListParameter({ default: [1, "a"] }),
  shares: DictParameter(FloatParameter(), { default: {} }),
  settings: DictParameter({ default: { on: true } }),
  path: PathParameter({ default: "data", absolute: true }),
  source: TaskParameter({ default: Report }),
  limits: SchemaParameter(z.object({ rows: z.int() }), { default: { rows: 1 } }),
  since: OptionalParameter(DateParameter()),
  top: OptionalParameter(IntParameter(), { default: 10 }),
}) {}

const content = new Content({});
expectTypeOf(content.year).toEqualTypeOf<number>();
expectTypeOf(content.regions).toEqualTypeOf<readonly ("north" | "south")[]>();
expectTypeOf(content.settings).toEqualTypeOf<{ readonly [key: string]: JsonValue }>();
expectTypeOf(content.limits).toEqualTypeOf<{ rows: number }>();
expectTypeOf(content.since).toEqualTypeOf<Temporal.PlainDate | undefined>();
expectTypeOf(content.top).toEqualTypeOf<number | undefined>();
void new Content({ since: undefined, top: 5 });

// @ts-expect-error: a default of another type than the elements
ListParameter(IntParameter(), { default: ["1"] });
// @ts-expect-error: a default of another type than the values
DictParameter(IntParameter(), { default: { north: "1" } });
// @ts-expect-error: a default that the schema does not describe
SchemaParameter(z.string(), { default: 1 });
// @ts-expect-error: an abstract class makes no tasks
TaskParameter({ default: Task });
// @ts-expect-error: there is no such unit
DateIntervalParameter({ unit: "decade" });
// @ts-expect-error: a text is no schema
SchemaParameter("string");
// @ts-expect-error: a default of another type
OptionalParameter(IntParameter(), { default: "10" });
