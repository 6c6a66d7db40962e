export { pipewright, type TaskEvents } from "./events.ts";
export { ExternalTask } from "./external-task.ts";
export { ParameterError } from "./parameter-values.ts";
export { BoolParameter } from "./parameters/bool-parameter.ts";
export { ChoiceParameter } from "./parameters/choice-parameter.ts";
export { DateHourParameter } from "./parameters/date-hour-parameter.ts";
export { DateInterval, type IntervalUnit } from "./parameters/date-interval.ts";
export { DateIntervalParameter } from "./parameters/date-interval-parameter.ts";
export { DateMinuteParameter } from "./parameters/date-minute-parameter.ts";
export { DateParameter } from "./parameters/date-parameter.ts";
export { DateSecondParameter } from "./parameters/date-second-parameter.ts";
export type { DateOptions } from "./parameters/define-date.ts";
export { DictParameter } from "./parameters/dict-parameter.ts";
export { DurationParameter } from "./parameters/duration-parameter.ts";
export { FloatParameter } from "./parameters/float-parameter.ts";
export { IntParameter } from "./parameters/int-parameter.ts";
export type { JsonValue } from "./parameters/json-text.ts";
export { ListParameter } from "./parameters/list-parameter.ts";
export { MonthParameter } from "./parameters/month-parameter.ts";
export { OptionalParameter } from "./parameters/optional-parameter.ts";
export type {
  BatchOption,
  BoundOptions,
  DefaultOption,
  Parameter,
  ParameterMap,
  ParameterOptions,
  ParameterWithDefault,
} from "./parameters/parameter.ts";
export { PathParameter } from "./parameters/path-parameter.ts";
export type { RangeUnit, ValueRange } from "./parameters/range.ts";
export { SchemaParameter } from "./parameters/schema-parameter.ts";
export type { StandardSchema } from "./parameters/standard-schema.ts";
export { StringParameter } from "./parameters/string-parameter.ts";
export { type AnyTaskClass, TaskParameter } from "./parameters/task-parameter.ts";
export { YearParameter } from "./parameters/year-parameter.ts";
export type { PodOptions } from "./pod-options.ts";
export type { AnyTask, InputOf, OutputOf, Outputs, Requirements } from "./requirements.ts";
export { CommittedStream, type Upload } from "./targets/committed-stream.ts";
export { completeTasks } from "./targets/complete-tasks.ts";
export type { Compression } from "./targets/compression.ts";
export { FileSystemTarget, type FileSystemTargetOptions } from "./targets/file-system-target.ts";
export type { Content, Format, Row } from "./targets/format.ts";
export { LocalTarget, type LocalTargetOptions } from "./targets/local-target.ts";
export { MemoryTarget } from "./targets/memory-target.ts";
export type { Target, TargetStat } from "./targets/target.ts";
export { type Given, Task, type Values, type WithParameters } from "./task.ts";
export { Temporal } from "./temporal.ts";
export { WrapperTask } from "./wrapper-task.ts";
