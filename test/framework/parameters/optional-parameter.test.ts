import { afterEach, expect, test } from "vitest";
import { setOuterValues } from "../../../src/framework/context.ts";
import { DateParameter, IntParameter, OptionalParameter, StringParameter, Task } from "../../../src/framework/index.ts";
import { identityOf } from "../../../src/framework/task-identity.ts";

class Report extends Task.with({
  since: OptionalParameter(DateParameter({ description: "the first day" })),
  top: OptionalParameter(IntParameter({ default: 10, min: 1 })),
}) {}

afterEach(() => setOuterValues(() => undefined));

test("nothing is undefined, and its text is empty", () => {
  const report = new Report({});
  expect(report.since).toBeUndefined();
  expect(String(report)).toBe("Report(since=, top=10)");
  expect(identityOf(new Report({ since: "", top: "" })).params).toEqual({ since: "", top: "" });
});

test("nothing, given by name, wins over the configuration and the default", () => {
  setOuterValues((_family, name) => (name === "since" ? "2026-11-24" : undefined));
  expect(String(new Report({}))).toBe("Report(since=2026-11-24, top=10)");
  const none = new Report({ since: undefined, top: undefined });
  expect(String(none)).toBe("Report(since=, top=)");
  expect(none.clone().taskId).toBe(none.taskId);
});

test("a value is one of the parameter's own", () => {
  expect(new Report({ since: "2026-11-24" }).since?.day).toBe(24);
  expect(() => new Report({ top: 0 })).toThrow(
    '"top": 0 is below the smallest allowed value, 1; expected a whole number like 500, or nothing.',
  );
});

test("the parameter's own options hold", () => {
  expect(Report.parameters.since.description).toBe("the first day");
  const secret = OptionalParameter(StringParameter({ visibility: "private", significant: false }), { description: "" });
  expect(secret).toMatchObject({ visibility: "private", significant: false, description: "" });
  expect(OptionalParameter(IntParameter({ default: 10 }), { default: undefined }).default).toBeUndefined();
});
